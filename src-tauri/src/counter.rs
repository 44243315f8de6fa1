//! The counter: one thread owns the desk, and every question waits in line for it, so that the
//! window never freezes and the book has one user. Questions about long work do not wait; they
//! are answered on the spot. What the desk leaves to be done beside it goes to a thread of its own
//! and comes back through the same line; one at a time, a second one waits. A panic on either
//! thread is caught here and told as `Broken`.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;
use tauri::async_runtime;
use wijkboek_desk::{Begun, Desk, Done, Envelope, Failure, Jobs, Work};

/// What comes back from the desk.
pub type Answer = Result<Value, Failure>;

/// When nobody asked anything for so long, the desk sees to what it does by itself.
const REST: Duration = Duration::from_secs(2);

/// The way back for an answer.
type Reply = async_runtime::Sender<Answer>;

/// What waits in line.
enum Errand {
    /// A question.
    Ask(Envelope, Reply),
    /// Work that was carried out beside the desk; nothing if it fell over. Nobody waits for what the
    /// desk does by itself.
    Ready(Option<Done>, Option<Reply>),
    /// The counter closes.
    Close,
}

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
    let served = line.clone();
    let thread = thread::Builder::new().name("desk".into()).spawn(move || {
        let serving = Serving {
            desk,
            seat,
            jobs,
            line: served,
            waiting: VecDeque::new(),
        };
        serving.serve(&errands);
    })?;
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
            .send(Errand::Ask(envelope, reply))
            .map_err(|_| broken())?;
        answer.recv().await.unwrap_or_else(|| Err(broken()))
    }
}

impl Clerk {
    /// Lets the desk finish what it is at, stops what is done beside it, closes the book and waits
    /// until that is done.
    pub fn close(self) {
        let _ = self.line.send(Errand::Close);
        let _ = self.thread.join();
    }
}

/// The thread of the desk at work.
struct Serving<Seat> {
    desk: Desk,
    seat: Seat,
    jobs: Arc<Mutex<Jobs>>,
    /// Through which work comes back.
    line: Sender<Errand>,
    /// Questions for long work that wait until the work beside the desk is over.
    waiting: VecDeque<(Envelope, Reply)>,
}

impl<Seat: Fn() -> Desk> Serving<Seat> {
    /// Serves the line, one errand after the other, until somebody closes the counter.
    fn serve(mut self, errands: &Receiver<Errand>) {
        loop {
            match errands.recv_timeout(REST) {
                Ok(Errand::Ask(envelope, reply)) if self.desk.must_wait(&envelope) => {
                    self.waiting.push_back((envelope, reply));
                }
                Ok(Errand::Ask(envelope, reply)) => self.ask(&envelope, reply),
                Ok(Errand::Ready(done, reply)) => self.end(done, reply),
                Err(RecvTimeoutError::Timeout) => self.rest(),
                Ok(Errand::Close) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.guarded(Desk::put_away);
    }

    fn rest(&mut self) {
        if let Some(Some(work)) = self.guarded(Desk::rest) {
            self.put_to_work(work, None);
        }
    }

    fn ask(&mut self, envelope: &Envelope, reply: Reply) {
        match self.guarded(|desk| desk.begin(envelope)) {
            Some(Begun::Answered(answer)) => tell(&reply, answer),
            Some(Begun::Beside(work)) => self.put_to_work(work, Some(reply)),
            None => tell(&reply, Err(broken())),
        }
    }

    fn put_to_work(&self, work: Work, reply: Option<Reply>) {
        let line = self.line.clone();
        let thread = thread::Builder::new().name("beside the desk".into());
        // Where the system refuses a thread, the work goes with it, and its asker hears nothing
        // but that the way back is gone: that is told as `Broken`.
        let _ = thread.spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| work.carry_out()));
            let _ = line.send(Errand::Ready(done.ok(), reply));
        });
    }

    fn end(&mut self, done: Option<Done>, reply: Option<Reply>) {
        let answer = done.and_then(|done| self.guarded(|desk| desk.end(done)));
        if let Some(reply) = reply {
            tell(&reply, answer.unwrap_or_else(|| Err(broken())));
        }
        while let Some((envelope, reply)) = self.waiting.pop_front() {
            if self.desk.must_wait(&envelope) {
                return self.waiting.push_front((envelope, reply));
            }
            self.ask(&envelope, reply);
        }
    }

    /// Lets the desk do something; a new desk is seated when it falls over it.
    fn guarded<T>(&mut self, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        let desk = &mut self.desk;
        let outcome = catch_unwind(AssertUnwindSafe(|| act(desk)));
        if outcome.is_err() {
            // Letting go of a broken desk may fail as well; the book's lock is free either way.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                drop(std::mem::replace(&mut self.desk, (self.seat)()));
            }));
            *self.jobs.lock().unwrap_or_else(PoisonError::into_inner) = self.desk.jobs();
        }
        outcome.ok()
    }
}

/// The window may be gone meanwhile; then nobody waits for the answer.
fn tell(reply: &Reply, answer: Answer) {
    let _ = reply.blocking_send(answer);
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
            Some(self.folder.join("kopie.wijkboek-backup"))
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
    fn copies_wait_for_each_other_and_nothing_else_waits_for_them() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_path_buf();
        let (counter, clerk) = open(move || {
            Desk::new(Box::new(Machine {
                folder: folder.clone(),
                choose: || None,
            }))
        })
        .unwrap();
        let new = json!({ "centre": "De Jutter", "person": "Anja", "passphrase": "kip huis boot" });
        let counter = Arc::new(counter);
        let copy = || {
            let counter = Arc::clone(&counter);
            spawn(async move { ask(&counter, "backup.make").await })
        };
        block_on(async {
            let made = counter.ask(Envelope::question("book.create", new)).await;
            assert!(made.is_ok(), "{made:?}");
            let (one, other) = (copy(), copy());
            assert!(ask(&counter, "book.state").await.is_ok());
            for copied in [one.await.unwrap(), other.await.unwrap()] {
                assert_eq!(copied.unwrap()["manifest"]["last_act"], 1);
            }
            // One that nobody waits for any more does not keep the counter open.
            drop(copy());
            let _ = ask(&counter, "book.state").await;
        });
        clerk.close();
        let named = |ending: &str| home.path().join(format!("kopie{ending}.wijkboek-backup"));
        assert!(named("").exists() && named("-2").exists());
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
