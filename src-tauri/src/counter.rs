//! The counter: one thread owns the desk, and every question waits in line for it, so that the
//! window never freezes and the book has one user. Questions about long work do not wait; they
//! are answered on the spot. A panic at the desk is caught here and told as `Broken`.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use serde_json::Value;
use tauri::async_runtime;
use wijkboek_desk::{Desk, Envelope, Failure, Jobs};

/// What comes back from the desk.
pub type Answer = Result<Value, Failure>;

/// A question in line, with the way back for its answer. `None` closes the counter.
type Errand = Option<(Envelope, async_runtime::Sender<Answer>)>;

/// The way to the desk. The window asks here.
pub struct Counter {
    line: Sender<Errand>,
    jobs: Arc<Mutex<Jobs>>,
}

/// The thread at which the desk stands. The one who opened the counter closes it with this.
pub struct Clerk {
    line: Sender<Errand>,
    thread: JoinHandle<()>,
}

/// Opens the counter. `seat` makes a desk: one at the start, and a new one after a panic, since
/// nobody knows then in what state the old one is. The book has to be unlocked again.
///
/// # Errors
/// When the system refuses a thread.
pub fn open(seat: impl Fn() -> Desk + Send + 'static) -> io::Result<(Counter, Clerk)> {
    let (line, errands) = mpsc::channel();
    let desk = seat();
    let jobs = Arc::new(Mutex::new(desk.jobs()));
    let counter = Counter {
        line: line.clone(),
        jobs: Arc::clone(&jobs),
    };
    let thread = thread::Builder::new()
        .name("desk".into())
        .spawn(move || serve(desk, &errands, &jobs, seat))?;
    Ok((counter, Clerk { line, thread }))
}

impl Counter {
    /// Asks the desk and waits for its answer, without holding anybody up.
    ///
    /// # Errors
    /// The desk's refusal, or `Broken` when the desk fell over the question.
    pub async fn ask(&self, envelope: Envelope) -> Answer {
        let at_once = self
            .jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .call(&envelope);
        if let Some(answer) = at_once {
            return answer;
        }
        let (reply, mut answer) = async_runtime::channel(1);
        self.line
            .send(Some((envelope, reply)))
            .map_err(|_| broken())?;
        answer.recv().await.unwrap_or_else(|| Err(broken()))
    }
}

impl Clerk {
    /// Lets the desk finish what it is at, closes the book and waits until that is done.
    pub fn close(self) {
        let _ = self.line.send(None);
        let _ = self.thread.join();
    }
}

/// Serves the line, one errand after the other, until somebody closes the counter.
fn serve(mut desk: Desk, errands: &Receiver<Errand>, jobs: &Mutex<Jobs>, seat: impl Fn() -> Desk) {
    while let Ok(Some((envelope, reply))) = errands.recv() {
        let answer = catch_unwind(AssertUnwindSafe(|| desk.call(&envelope)));
        if answer.is_err() {
            // Letting go of a broken desk may fail as well; the book's lock is free either way.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                drop(std::mem::replace(&mut desk, seat()))
            }));
            *jobs.lock().unwrap_or_else(PoisonError::into_inner) = desk.jobs();
        }
        // The window may be gone meanwhile; then nobody waits for the answer.
        let _ = reply.blocking_send(answer.unwrap_or_else(|_| Err(broken())));
    }
}

/// What the window hears of our own mistakes: no panic text, no path.
fn broken() -> Failure {
    Failure::plain("Broken")
}

#[cfg(test)]
mod tests {
    use super::{Counter, open};
    use serde_json::json;
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, Mutex, mpsc};
    use tauri::async_runtime::{block_on, spawn};
    use wijkboek_desk::{Desk, Envelope, Purpose, Surroundings};

    /// A machine on which choosing a book does what the test wants.
    struct Machine<F> {
        folder: PathBuf,
        choose: F,
    }

    impl<F: FnMut() -> Option<PathBuf> + Send> Surroundings for Machine<F> {
        fn data_folder(&self) -> PathBuf {
            self.folder.clone()
        }
        fn config_folder(&self) -> PathBuf {
            self.folder.clone()
        }
        fn choose_file(&mut self, _: Purpose) -> Option<PathBuf> {
            None
        }
        fn choose_target(&mut self, _: &str) -> Option<PathBuf> {
            None
        }
        fn choose_book(&mut self) -> Option<PathBuf> {
            (self.choose)()
        }
        fn show(&mut self, _: &Path) {}
    }

    async fn ask(counter: &Counter, command: &str) -> super::Answer {
        let job = json!({ "job_id": "018f0000-0000-7000-8000-000000000000" });
        let question = if command.starts_with("job.") {
            job
        } else {
            json!({})
        };
        counter.ask(Envelope::question(command, question)).await
    }

    #[test]
    fn a_panic_is_told_as_broken_and_the_next_question_is_answered() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_path_buf();
        let (counter, clerk) = open(move || {
            let choose = || panic!("the disk fell out");
            Desk::new(Box::new(Machine {
                folder: folder.clone(),
                choose,
            }))
        })
        .unwrap();
        block_on(async {
            let failure = ask(&counter, "book.choose").await.unwrap_err();
            assert_eq!(
                (failure.code.as_str(), failure.details.len()),
                ("Broken", 0)
            );
            assert!(ask(&counter, "book.state").await.is_ok());
            assert!(ask(&counter, "job.progress").await.is_ok());
        });
        clerk.close();
    }

    #[test]
    fn progress_is_told_while_the_desk_is_busy() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_path_buf();
        let (entered, entry) = mpsc::channel();
        let (release, wait) = mpsc::channel::<()>();
        let wait = Arc::new(Mutex::new(wait));
        let (counter, clerk) = open(move || {
            let (entered, wait) = (entered.clone(), Arc::clone(&wait));
            let choose = move || {
                entered.send(()).unwrap();
                wait.lock().unwrap().recv().unwrap();
                None
            };
            Desk::new(Box::new(Machine {
                folder: folder.clone(),
                choose,
            }))
        })
        .unwrap();
        let counter = Arc::new(counter);
        block_on(async {
            let busy = spawn({
                let counter = Arc::clone(&counter);
                async move { ask(&counter, "book.choose").await }
            });
            entry.recv().unwrap();
            assert_eq!(
                ask(&counter, "job.progress").await,
                Ok(json!({ "done": 0, "total": 0 }))
            );
            release.send(()).unwrap();
            assert!(busy.await.unwrap().is_ok());
        });
        clerk.close();
    }

    #[test]
    fn a_closed_counter_says_so_instead_of_waiting() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_path_buf();
        let (counter, clerk) = open(move || {
            Desk::new(Box::new(Machine {
                folder: folder.clone(),
                choose: || None,
            }))
        })
        .unwrap();
        clerk.close();
        assert_eq!(
            block_on(ask(&counter, "book.state")).unwrap_err().code,
            "Broken"
        );
    }
}
