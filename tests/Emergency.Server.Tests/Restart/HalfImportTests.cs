using System.Globalization;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.Restart;

/// <summary>A server is killed in the middle of a file, at several points: nothing of the file is there when it serves again, and the same request brings all of it, once.</summary>
public sealed class HalfImportTests : IAsyncLifetime
{
    private const string Here = QuarterRegisters.Here;
    private const int Tries = 12;
    private static readonly int Rows = int.Parse(
        Environment.GetEnvironmentVariable("EMERGENCY_HALF_IMPORT_ROWS") ?? "2000",
        CultureInfo.InvariantCulture
    );
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartFor(QuarterRegisters.City, RunningServer.Apart);
        using var clerk = await Clerk();
        await QuarterRegisters.Load(clerk);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<Api> Clerk() => _server.SignIn("operator", RunningServer.OperatorPassword);

    [Fact]
    public Task A_file_of_stock_killed_in_its_middle_is_not_half_there() =>
        Killed(
            "supplies",
            "supplies.lot-recorded.v1",
            "supplies",
            $"item_id,name,unit,quantity,community_code,location\n{Lines(i => $"half-{i},手电,支,9,{Here},柜{i}")}"
        );

    [Fact]
    public Task A_register_of_residents_killed_in_its_middle_is_not_half_there_nor_are_their_guardians() =>
        Killed(
            "residents",
            "residents.person-recorded.v1",
            "residents",
            $"resident_id,name,birth_date,category,community_code,grid,address,building,guardian_name,guardian_phone\n{Lines(i => $"half-{i},样试{i},1950-02-03,独居老人,{Here},G1,试阳路1号,1号楼,样试子{i},139-0000-0011")}",
            "residents.guardian-recorded.v1"
        );

    [Fact]
    public async Task An_import_that_went_on_without_its_connection_says_after_a_kill_that_nothing_of_it_is_left()
    {
        var file = $"item_id,name,unit,quantity,community_code,location\n{Lines(i => $"alone-{i},手电,支,9,{Here},柜{i}")}";
        var before = await Count("supplies");
        var fell = false;
        for (var attempt = 0; !fell && attempt < Tries; attempt++)
        {
            var (written, finished) = (Written("supplies.lot-recorded.v1"), Written("import.finished.v1"));
            string path;
            using (var clerk = await Clerk())
            {
                var started = (await Start(clerk, file, FormattableString.Invariant($"alone {attempt}"))).Is(200);
                path = $"/api/imports/{started.String("importId")}";
            }
            await Until.True(
                () => Written("supplies.lot-recorded.v1") >= written + (Rows * 6 / 10) || Written("import.finished.v1") > finished,
                "rows are written"
            );
            await _server.Kill();
            fell = Written("supplies.lot-recorded.v1") is var there && there > written && Written("import.finished.v1") == finished;
            await _server.Begin();
            using var again = await Clerk();
            var said = (await again.Get(path)).Is(200);
            said.String("state").ShouldBe(fell ? "taken-back" : "finished");
            said["rows"].GetInt32().ShouldBe(fell ? 0 : Rows);
            if (!fell)
                (await again.Delete(path)).Is(200);
            (await Count("supplies")).ShouldBe(before);
        }
        fell.ShouldBeTrue("one of the kills fell inside");
        using var last = await Clerk();
        var whole = (await Start(last, file, "alone at last")).Is(200);
        await Until.TrueAsync(
            async () => (await last.Get($"/api/imports/{whole.String("importId")}")).Is(200).String("state") == "finished",
            "it is finished"
        );
        var listed = (await last.Get($"/api/imports?division={Here}")).Is(200)["items"][0];
        listed.GetProperty("file").GetString().ShouldBe("alone.csv");
        listed.GetProperty("counts").GetProperty("added").GetInt32().ShouldBe(Rows);
        (await Count("supplies")).ShouldBe(before + Rows);
    }

    private static Task<Answer> Start(Api clerk, string file, string key) =>
        clerk.Send(
            HttpMethod.Post,
            $"/api/imports/supplies?division={Here}&file=alone.csv&later=true",
            new StringContent(file, null, "text/csv"),
            ("Idempotency-Key", key)
        );

    private static string Lines(Func<int, string> line) => string.Concat(Enumerable.Range(0, Rows).Select(i => line(i) + "\n"));

    private async Task Killed(string kind, string form, string list, string file, string? later = null)
    {
        using var clerk = await Clerk();
        var (before, inside) = (await Count(list), 0);
        // Right after the first rows, and where the second kind of row has begun; or in the middle.
        (string Form, int At)[] points = later is null ? [(form, Rows / 2)] : [(form, 1), (later, 1)];
        for (var attempt = 0; inside < points.Length && attempt < Tries; attempt++)
        {
            var (written, finished) = (Written(form, later), Written("import.finished.v1"));
            var point = points[inside];
            var start = Written(point.Form);
            var sending = Send(kind, file, FormattableString.Invariant($"half {attempt}"));
            await Until.True(() => Written(point.Form) >= start + point.At || sending.IsCompleted, "rows are written");
            await _server.Kill();
            var fell =
                Written(form, later) - written is var there
                && there > 0
                && there < (later is null ? Rows : 2 * Rows)
                && Written("import.finished.v1") == finished;
            if (await sending is not null)
                fell = false;
            await _server.Begin();
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
        (await _server.End()).ShouldBe(0);
        (await _server.Command(null, "verify")).Code.ShouldBe(0);
    }

    /// <summary>Null where the server was gone before it answered.</summary>
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

    /// <summary>Lots or residents of the community, as whoever looks sees them.</summary>
    private async Task<int> Count(string list, Answer? after = null)
    {
        using var clerk = await Clerk();
        var known = (await clerk.Get($"/api/communities/{Here}{(after is null ? "" : $"?after={after.Position}")}")).Is(200);
        return list == "supplies" ? known["counts"].GetProperty("lots").GetInt32() : known["residents"].GetProperty("atRisk").GetInt32();
    }

    /// <summary>Rows of these forms in the journal's file, whoever has it open.</summary>
    private int Written(params string?[] forms)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(_server.Data, "journal.db"),
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from journal where manifest in ($one, $two)";
        count.Parameters.AddWithValue("$one", forms[0]);
        count.Parameters.AddWithValue("$two", forms.Length > 1 && forms[1] is { } two ? two : "");
        return Convert.ToInt32(count.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
