fn main() {
    for f in evallint_schema::FORMS {
        println!("{}", f.id);
    }
    println!(
        "{:#}",
        evallint_schema::json_schema(evallint_schema::FORMS[0], evallint_schema::KeyLanguage::English)
    );
}
