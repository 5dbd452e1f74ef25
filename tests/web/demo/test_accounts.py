"""How to sign in to the demo company."""

from headway.web.demo.accounts import new_password, note_accounts


def test_passwords_differ_and_are_long_enough():
    passwords = {new_password() for _ in range(50)}
    assert len(passwords) == 50
    assert {len(password) for password in passwords} == {20}


def test_the_file_is_for_its_owner_alone_and_names_the_accounts(alice, carol, bob, tmp_path):
    path = tmp_path / "demo.txt"
    path.write_text("of before")
    note_accounts(path, "Pumps", "fallow-fields")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().splitlines()[1:] == [
        "  alice@example.com  Alice, owner",
        "  carol@example.com  Carol, head of sales",
        "  bob@example.com    Bob, rep",
        "Password for all of them: fallow-fields",
    ]
