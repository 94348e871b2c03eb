using System.Data.Common;
using System.Globalization;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Emergency.Server.Tests.Restart;

/// <summary>As <see cref="HalfImport"/>, over SQLite.</summary>
[Long("a process and kill of its own")]
public sealed class HalfImportTests : HalfImport
{
    [Fact]
    public Task A_file_of_stock_killed_in_its_middle_is_not_half_there() =>
        Killed("supplies", "supplies.lot-recorded.v1", "supplies", Stock("half"));

    [Fact]
    public Task A_register_of_residents_killed_in_its_middle_is_not_half_there_nor_are_their_guardians() =>
        Killed("residents", "residents.person-recorded.v1", "residents", Residents("half"), "residents.guardian-recorded.v1");

    [Fact]
    public Task An_import_that_went_on_without_its_connection_says_after_a_kill_that_nothing_of_it_is_left() =>
        KilledAlone("supplies", "supplies.lot-recorded.v1", "supplies", Stock("alone"));

    protected override Task<string[]> Journal() => Task.FromResult<string[]>([]);

    protected override async Task<int> Written(params string[] forms)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(Server.Data, "journal.db"),
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync();
        return await Count(connection, forms);
    }
}

/// <summary>As <see cref="HalfImport"/>, over PostgreSQL, which goes on when the server is gone.</summary>
[Long("PostgreSQL and a kill")]
public sealed class HalfImportOnPostgresTests : HalfImport
{
    private string _database = "";

    [Fact]
    public Task A_register_of_residents_killed_in_its_middle_is_not_half_there_nor_are_their_guardians() =>
        Killed("residents", "residents.person-recorded.v1", "residents", Residents("half"), "residents.guardian-recorded.v1");

    [Fact]
    public Task An_import_that_went_on_without_its_connection_says_after_a_kill_that_nothing_of_it_is_left() =>
        KilledAlone("residents", "residents.person-recorded.v1", "residents", Residents("alone", guardians: false));

    protected override async Task<string[]> Journal() => ["--journal", _database = await PostgresOrSkip.FreshDatabase()];

    protected override async Task<int> Written(params string[] forms)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        return await Count(connection, forms);
    }
}

/// <summary>
/// A server is killed in the middle of a file, at several points: nothing of the file is there when it serves again, and the same request
/// brings all of it, once.
/// </summary>
public abstract class HalfImport : IAsyncLifetime
{
    private const string Here = QuarterRegisters.Here;
    private const int Tries = 12;
    private static readonly int Rows = int.Parse(
        Environment.GetEnvironmentVariable("EMERGENCY_HALF_IMPORT_ROWS") ?? "2000",
        CultureInfo.InvariantCulture
    );
    private RunningServer? _server;

    protected RunningServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartFor(QuarterRegisters.City, [RunningServer.Apart, .. await Journal()]);
        using var clerk = await Clerk();
        await QuarterRegisters.Load(clerk);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings of its journal.</summary>
    protected abstract Task<string[]> Journal();

    /// <summary>Rows of these forms in the journal, whoever has it open.</summary>
    protected abstract Task<int> Written(params string[] forms);

    protected static async Task<int> Count(DbConnection connection, IReadOnlyList<string> forms)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from journal where manifest in (@one, @two)";
        for (var n = 0; n < 2; n++)
        {
            var form = count.CreateParameter();
            (form.ParameterName, form.Value) = (n == 0 ? "@one" : "@two", n < forms.Count ? forms[n] : "");
            count.Parameters.Add(form);
        }
        return Convert.ToInt32(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    protected static string Stock(string number) =>
        $"item_id,name,unit,quantity,community_code,location\n{Lines(i => $"{number}-{i},手电,支,9,{Here},柜{i}")}";

    protected static string Residents(string number, bool guardians = true) =>
        $"resident_id,name,birth_date,category,community_code,grid,address,building{(guardians ? ",guardian_name,guardian_phone" : "")}\n"
        + Lines(i => $"{number}-{i},样试{i},1950-02-03,独居老人,{Here},G1,试阳路1号,1号楼{(guardians ? $",样试子{i},139-0000-0011" : "")}");

    private Task<Api> Clerk() => Server.SignIn("operator", RunningServer.OperatorPassword);

    /// <summary>Share of the rows before a kill, in tenths: after a kill that came too late the next one comes sooner.</summary>
    private static int Tenths(int most, int attempt) => Math.Max(1, most - (attempt / 2));

    /// <summary>Kills an import that nobody waits for at about 60 % of it.</summary>
    protected async Task KilledAlone(string kind, string form, string list, string file)
    {
        var before = await Count(list);
        var fell = false;
        for (var attempt = 0; !fell && attempt < Tries; attempt++)
        {
            var (written, finished) = (await Written(form), await Written("import.finished.v1"));
            string path;
            using (var clerk = await Clerk())
            {
                var started = (await Start(clerk, kind, file, FormattableString.Invariant($"alone {attempt}"))).Is(200);
                path = $"/api/imports/{started.String("importId")}";
            }
            await Until.TrueAsync(
                async () =>
                    await Written(form) >= written + (Rows * Tenths(6, attempt) / 10) || await Written("import.finished.v1") > finished,
                "rows are written"
            );
            await Server.Kill();
            fell = await Written(form) > written && await Written("import.finished.v1") == finished;
            await Server.Begin();
            using var again = await Clerk();
            var said = (await again.Get(path)).Is(200);
            said.String("state").ShouldBe(fell ? "taken-back" : "finished");
            said["rows"].GetInt32().ShouldBe(fell ? 0 : Rows);
            if (!fell)
                (await again.Delete(path)).Is(200);
            (await Count(list)).ShouldBe(before);
        }
        fell.ShouldBeTrue("one of the kills fell inside");
        using var last = await Clerk();
        var whole = (await Start(last, kind, file, "alone at last")).Is(200);
        await Until.TrueAsync(
            async () => (await last.Get($"/api/imports/{whole.String("importId")}")).Is(200).String("state") == "finished",
            "it is finished"
        );
        var listed = (await last.Get($"/api/imports?division={Here}")).Is(200)["items"][0];
        listed.GetProperty("file").GetString().ShouldBe("alone.csv");
        listed.GetProperty("counts").GetProperty("added").GetInt32().ShouldBe(Rows);
        (await Count(list)).ShouldBe(before + Rows);
    }

    private static Task<Answer> Start(Api clerk, string kind, string file, string key) =>
        clerk.Send(
            HttpMethod.Post,
            $"/api/imports/{kind}?division={Here}&file=alone.csv&later=true",
            new StringContent(file, null, "text/csv"),
            ("Idempotency-Key", key)
        );

    private static string Lines(Func<int, string> line) => string.Concat(Enumerable.Range(0, Rows).Select(i => line(i) + "\n"));

    protected async Task Killed(string kind, string form, string list, string file, string? later = null)
    {
        using var clerk = await Clerk();
        var (before, inside) = (await Count(list), 0);
        // Kills come right after the first rows, and where the second kind of row has begun; or in the middle.
        string[] points = later is null ? [form] : [form, later];
        for (var attempt = 0; inside < points.Length && attempt < Tries; attempt++)
        {
            string[] both = later is null ? [form] : [form, later];
            var (written, finished) = (await Written(both), await Written("import.finished.v1"));
            var point = points[inside];
            var start = await Written(point);
            var enough = later is null ? Rows * Tenths(5, attempt) / 10 : 1;
            var sending = Send(kind, file, FormattableString.Invariant($"half {attempt}"));
            await Until.TrueAsync(async () => sending.IsCompleted || await Written(point) >= start + enough, "rows are written");
            await Server.Kill();
            var fell =
                await Written(both) - written is var there
                && there > 0
                && there < (later is null ? Rows : 2 * Rows)
                && await Written("import.finished.v1") == finished;
            if (await sending is not null)
                fell = false;
            await Server.Begin();
            if (fell)
            {
                inside++;
                (await Count(list)).ShouldBe(before, "nothing of the file is there");
            }
            var answer = (await Send(kind, file, FormattableString.Invariant($"half {attempt}")))!.Is(200);
            answer["files"]
                .EnumerateArray()
                .Sum(sheet => sheet.GetProperty("imported").GetInt32())
                .ShouldBe(Rows, answer.Text.Length > 2000 ? answer.Text[..2000] : answer.Text);
            (await Count(list, answer)).ShouldBe(before + Rows, "all of it, once");
            using var again = await Clerk();
            var path = $"/api/imports/{answer.String("importId")}";
            (await again.Get($"{path}?after={answer.Position}")).Is(200).String("state").ShouldBe("finished");
            (await again.Delete(path)).Is(200);
            (await Count(list)).ShouldBe(before, "and taken back by hand it is gone");
        }
        inside.ShouldBe(points.Length, $"kills that fell inside, of {Tries}");
        (await Server.End()).ShouldBe(0);
        (await Server.Command(null, "verify")).Code.ShouldBe(0);
    }

    /// <summary>Sends the file; null where the server was gone before it answered.</summary>
    private async Task<Answer?> Send(string kind, string file, string key)
    {
        using var api = await Clerk();
        try
        {
            return await api.Send(
                HttpMethod.Post,
                $"/api/imports/{kind}?division={Here}&file=half.csv",
                new StringContent(file, null, "text/csv"),
                ("Idempotency-Key", key)
            );
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Counts lots or residents of the community, as a user sees them.</summary>
    private async Task<int> Count(string list, Answer? after = null)
    {
        using var clerk = await Clerk();
        var known = (await clerk.Get($"/api/communities/{Here}{(after is null ? "" : $"?after={after.Position}")}")).Is(200);
        return list == "supplies" ? known["counts"].GetProperty("lots").GetInt32() : known["residents"].GetProperty("atRisk").GetInt32();
    }
}
