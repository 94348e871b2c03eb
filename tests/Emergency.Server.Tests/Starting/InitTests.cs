using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.Starting;

/// <summary>Beginning of a county: one command, two people, and nothing half-made that shuts them out.</summary>
public sealed class InitTests
{
    private const string Own = "chooses-her-own-1";
    private static readonly string[] Shihe = ["init", "--division", "411502", "--operator", "chen", "--second", "zhou"];
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll");

    [Fact]
    public async Task Two_people_begin_with_passwords_that_each_changes_at_once_and_together_make_the_third()
    {
        await using var server = RunningServer.Nowhere();
        await Begins(server);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).Code.ShouldBe(0);
    }

    [Fact, Long("PostgreSQL")]
    public async Task On_PostgreSQL_it_is_the_same()
    {
        using var folder = new TempFolder();
        var journal = await PostgresOrSkip.FreshDatabase();
        string[] options = ["--journal", journal, "--master-key", folder["master.key"]];
        await using var server = RunningServer.Nowhere(options);
        await Begins(server);
        await using var elsewhere = RunningServer.Nowhere(options);
        await Refuses(elsewhere, "init is done once", Shihe);
    }

    [Fact, Long("a process of its own")]
    public async Task It_is_done_once_beside_a_running_server_and_after_it()
    {
        await using var server = RunningServer.Nowhere();
        Said(await server.Command(null, Shihe));
        await Refuses(server, "init is done once", Shihe);
        await server.Begin();
        await Refuses(server, "init is done once", Shihe);
        server.Lines.ShouldNotContain(line => line.Contains("init", StringComparison.Ordinal));
    }

    [Fact, Long("a process of its own")]
    public async Task A_server_that_nobody_can_sign_in_to_says_what_to_do_and_is_stopped_first()
    {
        await using var server = RunningServer.Nowhere();
        await server.Begin();
        server.Lines.ShouldContain(line => line.StartsWith("nobody can sign in yet", StringComparison.Ordinal));
        var (code, lines) = await server.CommandApart("", Shihe);
        code.ShouldBe(3, string.Join('\n', lines));
        lines.ShouldHaveSingleItem().ShouldContain("stop that server, run init");
        (await server.End()).ShouldBe(0);
        await Begins(server);
    }

    [Fact]
    public async Task A_demo_stays_a_demo()
    {
        using var folder = new TempFolder();
        string[] place = ["--data", folder["data"], "--ballast", "1"];
        (
            await InsideServer.Command(
                "sees-this-once-7",
                ["account", "add", "chen", "Operator", "411502", "own", "--demo", "on", .. place]
            )
        ).Code.ShouldBe(0);
        var (code, lines) = await InsideServer.Command("", [.. Shihe, .. place]);
        code.ShouldBe(3);
        lines.ShouldHaveSingleItem().ShouldContain("is a demo");
    }

    [Theory]
    [InlineData("411599: no such county; 4115 has 411502 浉河区", "", "--division", "411599", "--operator", "chen", "--second", "zhou")]
    [InlineData("6 digits of a county", "", "--division", "41150", "--operator", "chen", "--second", "zhou")]
    [InlineData("two people are needed", "", "--division", "411502", "--operator", "chen", "--second", " CHEN")]
    [InlineData(
        "CountyCommander or Operator",
        "",
        "--division",
        "411502",
        "--operator",
        "a1",
        "--second",
        "b1",
        "--second-role",
        "Auditor"
    )]
    [InlineData("too easy to guess", "chen1234\n", "--division", "411502", "--operator", "chen1234", "--second", "zhou")]
    [InlineData("8 to 100 characters", "short\n", "--division", "411502", "--operator", "chen", "--second", "zhou")]
    [InlineData("--division is missing, and there is nobody to ask", "")]
    [InlineData("--second: a value is missing", "", "--division", "411502", "--operator", "chen", "--second")]
    [InlineData("--demo on says the opposite", "", "--division", "411502", "--operator", "chen", "--second", "zhou", "--demo", "on")]
    public async Task What_cannot_be_is_one_sentence_and_nothing_is_touched(string sentence, string input, params string[] options)
    {
        using var folder = new TempFolder();
        var (code, lines) = await InsideServer.Command(input, ["init", .. options, "--data", folder["data"]]);
        code.ShouldBe(3, string.Join('\n', lines));
        lines.Where(line => line.Contains(sentence, StringComparison.Ordinal)).ShouldHaveSingleItem(string.Join('\n', lines));
        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_county_that_the_program_has_no_divisions_of_is_told_to_import_them()
    {
        await using var server = RunningServer.Nowhere();
        var (code, lines) = await server.Command(
            "the-first-of-two\nthe-second-of-two\n",
            "init",
            "--division",
            "330106",
            "--operator",
            "chen",
            "--second",
            "zhou",
            "--second-role",
            "Operator"
        );
        code.ShouldBe(0, string.Join('\n', lines));
        lines.ShouldContain(line => line.Contains("the divisions of 330106", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("the-first-of-two", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("--base-maps", StringComparison.Ordinal), "maps follow the data folder, as keys do");
        await server.Begin();
        using var chen = await server.SignIn("chen", "the-first-of-two");
        (await chen.Get("/api/session"))["reset"].Of("role").ShouldBe("operator", "what stood in a file is not the owner's own");
        using var zhou = await server.SignIn("zhou", "the-second-of-two");
        (await zhou.Get("/api/session"))["roles"][0].GetString().ShouldBe("operator");
    }

    [Theory, Long("a process and kill of its own")]
    [InlineData("loading 4115_counties.csv")]
    [InlineData("loading 4115_communities.csv")]
    [InlineData("loading xinyang_counties.geojson")]
    public async Task Killed_in_the_middle_it_goes_on_when_it_is_run_again(string at)
    {
        await using var server = RunningServer.Nowhere();
        string[] rest = ["--data", server.Data, "--ballast", "1"];
        await using (var process = RunningProcess.Start("dotnet", [Program, .. Shihe, .. rest]))
        {
            await process.Tell(["", ""]);
            await Until.True(() => process.Ended || process.Lines.Contains(at, StringComparer.Ordinal), at);
            await process.Kill();
        }
        await Begins(server);
        server.Lines.ShouldNotContain(line => line.Contains("run it again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cut_off_before_its_last_word_it_gives_the_accounts_new_passwords_and_shuts_one_that_is_not_named_again()
    {
        await using var server = RunningServer.Nowhere();
        var before = Said(await server.Command(null, "init", "--division", "411502", "--operator", "chen", "--second", "other"));
        Unfinished(server);
        await Begins(server);
        using var stranger = server.Stranger();
        (await stranger.Post("/api/session", new { account = "other", password = before["other"] })).Is(401);
        (await stranger.Post("/api/session", new { account = "chen", password = before["chen"] })).Is(401);
        (await server.End()).ShouldBe(0);

        // An account that has signed in is kept, after any interrupted run.
        Unfinished(server);
        var (code, lines) = await server.Command(null, Shihe);
        code.ShouldBe(3, string.Join('\n', lines));
        await server.Begin();
        (await server.SignIn("chen", Own)).Dispose();
    }

    [Fact, Long("a process of its own")]
    public async Task On_a_terminal_it_asks_again_what_was_wrong_and_shows_no_password()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script is not installed");
        await using var server = RunningServer.Nowhere();
        using var folder = new TempFolder();
        var (log, command) = (folder["terminal"], $"dotnet {Program} init --data {server.Data} --ballast 1");
        // The program itself echoes typed text, or does not: nobody else does.
        await using var terminal = RunningProcess.Start("/usr/bin/script", ["-q", "-e", "-f", "-E", "never", "-c", command, log]);
        var before = -1;
        foreach (
            var (question, answer) in (IReadOnlyList<(string, string)>)
                [
                    ("4 of a city: ", "411599"),
                    ("4 of a city: ", "411502"),
                    ("operator signs in with: ", "chen"),
                    ("second person signs in with: ", "zhou"),
                    ("[CountyCommander]: ", ""),
                    ("first sign-in: ", "sunshine99"),
                    ("first sign-in: ", Own),
                    ("once more: ", "another-one-0"),
                    ("first sign-in: ", Own),
                    ("once more: ", Own),
                    ("first sign-in: ", ""),
                ]
        )
        {
            await Until.True(
                () => terminal.Ended || (Shown() is var now && now.Length > before && now.EndsWith(question, StringComparison.Ordinal)),
                $"{question} after\n{Shown()}"
            );
            before = Shown().Length;
            await terminal.Type(answer);
        }
        (await terminal.Exit(Until.AtMost)).ShouldBe(0, Shown());
        Shown().ShouldContain("chen", Case.Sensitive, "what is no password is shown");
        Shown().ShouldNotContain(Own);
        await server.Begin();
        using var chen = await server.SignIn("chen", Own);
        (await chen.Get("/api/session")).Body.TryGetProperty("reset", out _).ShouldBeFalse("she has typed it herself");

        string Shown() => File.Exists(log) ? File.ReadAllText(log).Split("\nScript done")[0] : "";
    }

    /// <summary>
    /// Makes the installation and plays its first hour: both sign in, choose passwords, and make an account together; the county is there.
    /// </summary>
    private static async Task Begins(RunningServer server)
    {
        var passwords = Said(await server.Command(null, Shihe));
        await server.Begin();
        using var chen = await First(server, "chen", passwords["chen"]);
        using var zhou = await First(server, "zhou", passwords["zhou"]);
        var wish = new { account = "street", grants = new[] { new Grant(Role.StreetOfficer, new("411502001")) } };
        var asked = (await chen.Post("/api/accounts", wish)).Is(202);
        (await server.Agree(asked, zhou)).String("stage").ShouldBe("done");
        await server.Choose(chen, asked, ServerFixture.Password);
        using var street = await server.SignIn("street", ServerFixture.Password);
        (await street.Get("/api/divisions/411502001/communities")).Is(200)["items"].GetArrayLength().ShouldBe(13);
        (await zhou.Get("/api/divisions/411502")).Is(200).String("name").ShouldBe("浉河区");
        (await zhou.Get("/api/divisions/411503")).Is(404);
    }

    private static async Task<Api> First(RunningServer server, string name, string password)
    {
        using var api = await server.SignIn(name, password);
        (await api.Get("/api/accounts")).Is(403);
        (await api.Post("/api/session/password", new { old = password, password = Own })).Is(200);
        return await server.SignIn(name, Own);
    }

    /// <summary>The one-time passwords it printed, by name.</summary>
    private static Dictionary<string, string> Said((int Code, IReadOnlyCollection<string> Lines) ran)
    {
        ran.Code.ShouldBe(0, string.Join('\n', ran.Lines));
        const string before = ": one-time password ";
        var said = ran.Lines.Where(line => line.Contains(before, StringComparison.Ordinal)).ToList();
        said.Count.ShouldBe(2, string.Join('\n', ran.Lines));
        return said.ToDictionary(line => line.Trim().Split(',')[0], line => line.Split(before)[1], StringComparer.Ordinal);
    }

    private static async Task Refuses(RunningServer server, string sentence, string[] words)
    {
        var (code, lines) = await server.CommandApart("", words);
        code.ShouldBe(3, string.Join('\n', lines));
        lines.ShouldHaveSingleItem().ShouldContain(sentence);
    }

    private static void Unfinished(RunningServer server)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(server.Data, "journal.db"), Pooling = false }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "insert into about (name, value) values ('init', 'begun')";
        command.ExecuteNonQuery();
    }
}
