using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Server.Tests.Keeping;

/// <summary>
/// Journals of earlier programs (tests/golden, a folder each) are opened, loaded and verified by this one. Every folder there is taken.
/// </summary>
public sealed partial class GoldenTests : IDisposable
{
    private const int Guessable = 7;

    /// <summary>Password of all accounts of a folder; it differs since weak ones are refused.</summary>
    private static string Password(string golden) =>
        int.Parse(golden.Split('-')[0], CultureInfo.InvariantCulture) <= Guessable ? "golden-0000" : "golden-kettle-7";

    private static readonly string Golden = GoldenFolders.Path;
    private readonly TempFolder _folder = new();

    public static TheoryData<string> All => [.. GoldenFolders.All];
    public static TheoryData<string> Telling => [.. GoldenFolders.Telling];
    public static TheoryData<string> Others => [.. GoldenFolders.Others];

    public void Dispose() => _folder.Dispose();

    [Theory, Long("every golden folder"), MemberData(nameof(Others))]
    public Task What_any_other_program_wrote_on_SQLite_is_read_as_it_was(string golden) =>
        What_an_earlier_program_wrote_on_SQLite_is_read_as_it_was(golden);

    [Theory, MemberData(nameof(Telling))]
    public async Task What_an_earlier_program_wrote_on_SQLite_is_read_as_it_was(string golden)
    {
        await Unpack(golden, "sqlite.tar.gz");
        await Reads(golden, "sqlite.json");
    }

    [Theory, Long("PostgreSQL, every golden folder"), MemberData(nameof(All))]
    public async Task What_an_earlier_program_wrote_on_PostgreSQL_is_read_as_it_was(string golden)
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await Unpack(golden, "postgres-data.tar.gz");
        await Restore(database, Path.Combine(Golden, golden, "postgres.sql.gz"));
        await Reads(golden, "postgres.json", "--journal", database);
    }

    /// <summary>The program of this folder knew no cases of child protection: a report of harm in it lies forty days back.</summary>
    [Fact]
    public async Task After_an_upgrade_what_is_new_does_nothing_for_what_is_long_over_and_all_for_what_comes()
    {
        const string golden = "4-5d2ca98";
        await Unpack(golden, "sqlite.tar.gz");
        var asked = JsonSerializer.Deserialize<JsonElement[]>(await File.ReadAllTextAsync(Path.Combine(Golden, golden, "sqlite.json")))!;
        var child = asked
            .Select(one => one.GetProperty("path").GetString()!)
            .First(path => path.Contains("/entrustments/", StringComparison.Ordinal));
        await using var server = RunningServer.Over(_folder["data"]);
        await server.Begin();
        var begun = TimeProvider.System.GetUtcNow();
        using var director = await server.SignIn("director", Password(golden));
        (await director.Get(child)).Is(200)["reports"].GetArrayLength().ShouldBe(1, "what was reported then is there");
        (await director.Post($"{child}/report", new { seen = "又有新伤", to = new[] { "police" } })).Is(200);
        Answer? cases = null;
        await Until.TrueAsync(
            async () => (cases = (await director.Get("/api/protection")).Is(200))["items"].GetArrayLength() > 0,
            "the report of today has a case"
        );
        cases!["items"][0].GetProperty("openedAt").GetDateTimeOffset().ShouldBeGreaterThan(begun);
        cases["figures"].GetProperty("late").GetInt32().ShouldBe(0);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole(proven: false);
    }

    private async Task Reads(string golden, string file, params string[] options)
    {
        var asked = JsonSerializer.Deserialize<JsonElement[]>(await File.ReadAllTextAsync(Path.Combine(Golden, golden, file)))!;
        asked.Length.ShouldBeGreaterThan(20);
        await using var server = RunningServer.Over(_folder["data"], options);
        (await server.Command(null, "verify")).ShouldBeWhole(proven: false);
        await server.Begin();
        var answers = new List<string>();
        foreach (var of in asked.GroupBy(one => one.GetProperty("as").GetString()!, StringComparer.Ordinal))
        {
            using var api = await server.SignIn(of.Key, Password(golden));
            foreach (var one in of)
            {
                var (path, pick) = (one.GetProperty("path").GetString()!, one.GetProperty("pick").GetString()!);
                var found = Pick((await api.Get(path)).Is(200).Body, pick);
                if (found != one.GetProperty("is").ToString())
                    answers.Add($"{of.Key} {path} {pick}: {found}, was {one.GetProperty("is")}");
            }
        }
        answers.ShouldBeEmpty();
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole(proven: false);
    }

    /// <summary>A value of an answer: names, [0], [name=value], and # for a length; empty where there is none.</summary>
    private static string Pick(JsonElement body, string path)
    {
        JsonElement? at = body;
        foreach (Match part in Parts().Matches(path))
        {
            if (at is not { } here)
                return "";
            if (part.Groups["count"].Success)
                return here.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture);
            at = part.Groups["name"] is { Success: true } name
                ? here.TryGetProperty(name.Value, out var inner)
                    ? inner
                    : null
                : int.TryParse(part.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture, out var index)
                    ? here.EnumerateArray().Select(one => (JsonElement?)one).ElementAtOrDefault(index)
                    : part.Groups["index"].Value.Split('=') is var pair
                        ? here.EnumerateArray().Select(one => (JsonElement?)one).FirstOrDefault(one => Pick(one!.Value, pair[0]) == pair[1])
                        : null;
        }
        return at?.ToString() ?? "";
    }

    [GeneratedRegex(@"(?<name>[\w-]+)|\[(?<index>[^\]]+)\]|(?<count>#)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parts();

    private async Task Unpack(string golden, string file)
    {
        Directory.CreateDirectory(_folder["data"]);
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(Golden, golden, file)), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(packed, _folder["data"], overwriteFiles: false);
        // Files beside the data folder: the key of the seals and the anchors.
        if (Path.Combine(_folder["data"], "beside") is var beside && Directory.Exists(beside))
            Directory.Move(beside, _folder["data-keys"]);
    }

    private static async Task Restore(string database, string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        // Lines that begin with a backslash are for psql alone.
        var said = (await reader.ReadToEndAsync()).Split('\n').Where(line => !line.StartsWith('\\'));
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(string.Join('\n', said));
        await command.ExecuteNonQueryAsync();
    }
}
