"""LadybugDB: an embedded graph database, asked in Cypher through its Python package."""
import shutil

import ladybug

from clock import Clock

NAME = f"LadybugDB {ladybug.__version__}"

COSTARS = """
    MATCH (a:Person {id: $person})-[:Credit]->(:Title)<-[:Credit]-(b:Person)
    WHERE b.id <> $person
    RETURN b.id AS number, count(*) AS shared ORDER BY shared DESC, number LIMIT 50
"""


class Ladybug:
    """Only numbers: no names to fetch, and an edge per person and title, so nothing is distinct."""

    def __init__(self, files):
        database = files.directory / "ladybug"
        if database.is_dir():
            shutil.rmtree(database)
        database.unlink(missing_ok=True)
        self.database = ladybug.Database(str(database))
        self.connection = ladybug.Connection(self.database)
        self.rows("CREATE NODE TABLE Person(id INT64 PRIMARY KEY)")
        self.rows("CREATE NODE TABLE Title(id INT64 PRIMARY KEY)")
        self.rows("CREATE REL TABLE Credit(FROM Person TO Title)")
        total = files.people + files.titles
        for table, numbers in (("Person", range(files.people)),
                               ("Title", range(files.people, total))):
            path = files.directory / f"{table}.csv"
            with open(path, "w") as file:
                file.writelines(f"{number}\n" for number in numbers)
            self.rows(f"COPY {table} FROM '{path}' (HEADER=false)")
            path.unlink()
        self.rows(f"COPY Credit FROM '{files.credits}' (HEADER=false, DELIM=' ')")
        self.rows("CHECKPOINT")

    def rows(self, query, **parameters):
        result = self.connection.execute(query, parameters)
        rows = result.get_all()
        result.close()
        return rows

    def costars(self, person):
        """Nanoseconds and answer; rows are fetched after the clock has stopped."""
        clock = Clock()
        result = self.connection.execute(COSTARS, {"person": person})
        nanoseconds = clock.nanoseconds()
        rows = result.get_all()
        result.close()
        return nanoseconds, rows

    def close(self):
        self.connection.close()
        self.database.close()
