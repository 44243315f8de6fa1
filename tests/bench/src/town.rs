//! An invented town: its people and what they gave each other, the same on every run. Lists come
//! out as CSV, as a real book would get them.

use std::fmt::Write as _;

/// How many members the town has.
pub const MEMBERS: u32 = 100_000;
/// How many transfers there were.
pub const TRANSFERS: u32 = 1_000_000;
/// How many transfers stand in one file.
pub const IN_ONE_FILE: u32 = 100_000;
/// How many accounts they moved between.
const ACCOUNTS: u64 = 20_000;
/// The account that issues.
pub const ISSUER: &str = "uitgifte";

const GIVEN: [&str; 100] = [
    "Riet",
    "Nel",
    "Bep",
    "Piet",
    "Cor",
    "Henk",
    "Anja",
    "Marja",
    "Monique",
    "Hans",
    "Ruud",
    "Erik",
    "Linda",
    "Sandra",
    "Esther",
    "Dennis",
    "Jeroen",
    "Mark",
    "Lisa",
    "Sanne",
    "Fatima",
    "Daan",
    "Thomas",
    "Mohamed",
    "Joke",
    "Kees",
    "Willem",
    "Gerrit",
    "Truus",
    "Wim",
    "Ans",
    "Toos",
    "Jaap",
    "Dirk",
    "Arie",
    "Greet",
    "Leny",
    "Ria",
    "Tineke",
    "Bram",
    "Sem",
    "Noor",
    "Saar",
    "Fleur",
    "Iris",
    "Lotte",
    "Femke",
    "Anouk",
    "Bas",
    "Tim",
    "Tom",
    "Rik",
    "Luuk",
    "Stijn",
    "Youssef",
    "Aylin",
    "Zeynep",
    "Hamza",
    "Samira",
    "Nadia",
    "Omar",
    "Ali",
    "Hassan",
    "Wei",
    "Mei",
    "Priya",
    "Ravi",
    "Agnieszka",
    "Piotr",
    "Maria",
    "Carlos",
    "Ines",
    "Joao",
    "Chidi",
    "Ada",
    "Kofi",
    "Abena",
    "Çağla",
    "Zoë",
    "José",
    "Renée",
    "Søren",
    "Łukasz",
    "Øystein",
    "Ĳsbrand",
    "Ype",
    "Wiebe",
    "Sietske",
    "Froukje",
    "Douwe",
    "Tjitske",
    "Gerlof",
    "Hidde",
    "Jelle",
    "Klaas",
    "Marten",
    "Nynke",
    "Oene",
    "Pytrik",
    "Rinse",
];

const FAMILY: [&str; 100] = [
    "de Jong",
    "Jansen",
    "de Vries",
    "van den Berg",
    "van Dijk",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "de Graaf",
    "van der Meer",
    "van der Linden",
    "Kok",
    "Jacobs",
    "de Haan",
    "Vermeulen",
    "van den Heuvel",
    "van der Veen",
    "van den Broek",
    "de Bruijn",
    "Schouten",
    "Willems",
    "Hoekstra",
    "Koster",
    "Verhoeven",
    "Prins",
    "Kaya",
    "Öztürk",
    "El Amrani",
    "Bouzid",
    "Singh",
    "Chen",
    "Hassani",
    "Kowalski",
    "dos Santos",
    "Yılmaz",
    "Nguyen",
    "Postma",
    "Zijlstra",
    "Wiersma",
    "Hofstra",
    "Terpstra",
    "Kuiper",
    "Molenaar",
    "Timmerman",
    "Schipper",
    "Kramer",
    "Slager",
    "Boer",
    "Herder",
    "Wever",
    "Snijder",
    "Bloem",
    "Tuinman",
    "Dam",
    "Brug",
    "Sluis",
    "Haven",
    "Duin",
    "Polder",
    "Weide",
    "Akker",
    "Beek",
    "Bosch",
    "Heide",
    "Kamp",
    "Laan",
    "Velde",
    "Winkel",
    "Straat",
    "Huis",
    "Molen",
    "Kerk",
    "Toren",
    "Poort",
    "Wal",
    "Gracht",
    "Markt",
    "Plein",
    "Hof",
    "Tuin",
    "Gaard",
    "Linde",
    "Eik",
    "Beuk",
    "Es",
    "Wilg",
    "Els",
];

const STREETS: [&str; 50] = [
    "Kerkstraat",
    "Schoolstraat",
    "Molenstraat",
    "Dorpsstraat",
    "Molenweg",
    "Julianastraat",
    "Parallelweg",
    "Nieuwstraat",
    "Wilhelminastraat",
    "Sportlaan",
    "Eikenlaan",
    "Beukenlaan",
    "Merelstraat",
    "Vinkenstraat",
    "Roosstraat",
    "Tulpstraat",
    "Balistraat",
    "Javastraat",
    "1e Oosterparkstraat",
    "'s-Gravesandestraat",
    "Laan van Nieuw-Oost-Indië",
    "Plein 1944",
    "Burgemeester Van Tuyllstraat",
    "Prof. dr. Dondersstraat",
    "Achterweg",
    "Voorstraat",
    "Havenkade",
    "Stationsweg",
    "Spoorstraat",
    "Markt",
    "Nieuwe Gracht",
    "Oude Gracht",
    "Zeedijk",
    "Waagplein",
    "Vismarkt",
    "Korenmarkt",
    "Hofstraat",
    "Torenstraat",
    "Poortweg",
    "Walstraat",
    "Singel",
    "Buitenweg",
    "Binnenweg",
    "Zandpad",
    "Kleiweg",
    "Veenkade",
    "Heideweg",
    "Duinweg",
    "Polderweg",
    "Akkerstraat",
];

const NOTES: [&str; 4] = [
    "",
    "zingt in het koor",
    "heeft een aanhanger",
    "komt op dinsdag",
];
const KINDS: [&str; 4] = ["actief", "passief", "passief", "vriend"];

/// A person of the town by the place in its list, counted from nought.
pub struct Person {
    /// Given and family name.
    pub name: String,
    /// Street.
    pub street: String,
    /// House number.
    pub house: u32,
}

/// Who stands at a place of the list. Addresses are unique, namesakes are not.
pub fn person(place: u32) -> Person {
    let pick = |list: &[&'static str], at: u32| {
        let at = usize::try_from(at).unwrap_or_default();
        list.get(at % list.len()).copied().unwrap_or_default()
    };
    // 100 × 100 names, then the same again at another end of the town.
    let round = place / 10_000;
    let quarter = place / 50 % 40;
    Person {
        name: format!("{} {}", pick(&GIVEN, place), pick(&FAMILY, place / 100)),
        street: format!("{} {}", pick(&STREETS, place + round * 7), letters(quarter)),
        house: place / 2_000 + 1,
    }
}

/// Two letters that part streets of one name: `AA`, `AB`.
fn letters(number: u32) -> String {
    let letter = |at: u32| char::from_u32(u32::from(b'A') + at % 26).unwrap_or('A');
    [letter(number / 26), letter(number)].iter().collect()
}

/// A list of members, from one place to another.
pub fn members(from: u32, until: u32) -> String {
    let mut csv = String::from(
        "Nr;Naam;Adres;Postcode;Plaats;Telefoon;E-mail;Geb.jaar;Lid sinds;Soort;Opmerking\n",
    );
    for place in from..until {
        let Person {
            name,
            street,
            house,
        } = person(place);
        let chance = mixed(u64::from(place));
        let note = NOTES
            .get((chance % 4) as usize)
            .copied()
            .unwrap_or_default();
        let kind = KINDS
            .get((chance / 4 % 4) as usize)
            .copied()
            .unwrap_or_default();
        let email = if chance.is_multiple_of(3) {
            format!("lid{place}@example.org")
        } else {
            String::new()
        };
        let _ = writeln!(
            csv,
            "{};{name};{street} {house};{} AB;Utrecht;06 {:08};{email};{};{}-{}-{};{kind};{note}",
            place + 1,
            1_000 + place % 7_919,
            10_000_000 + place,
            1_930 + chance / 16 % 70,
            1 + chance / 64 % 28,
            1 + chance / 2_048 % 12,
            2_005 + chance / 32_768 % 20,
        );
    }
    csv
}

/// One file of transfers: a third is issued, the rest goes from hand to hand.
pub fn transfers(from: u32, until: u32) -> String {
    let mut csv = String::from("id,at,from,to,amount\n");
    for number in from..until {
        let chance = mixed(u64::from(number) + 0x5eed);
        let to = chance % ACCOUNTS;
        let giver = match chance / ACCOUNTS % 3 {
            0 => ISSUER.to_owned(),
            // Never to itself: another one than the receiver.
            step => format!(
                "k{:05}",
                (to + 1 + (chance / 7 + step) % (ACCOUNTS - 1)) % ACCOUNTS
            ),
        };
        let _ = writeln!(
            csv,
            "{number},2026-{:02}-{:02}T{:02}:{:02}:00Z,{giver},k{to:05},{}",
            1 + number / 160_000,
            1 + number / 6_000 % 28,
            8 + number / 60 % 12,
            number % 60,
            15 * (1 + chance / 3 % 16),
        );
    }
    csv
}

/// A number that looks like chance and is the same each time (splitmix64).
pub fn mixed(seed: u64) -> u64 {
    let mut value = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
