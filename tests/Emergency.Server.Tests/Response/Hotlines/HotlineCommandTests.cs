using System.Text.Json;
using Emergency.Server.Tests.Deploy;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>The other side of a line is in the program itself: a vendor has the published folder and no source.</summary>
public sealed class HotlineCommandTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static readonly string[] Lines = ["110", "119", "120", "12345", "voice", "loudspeakers", "chat"];

    [Fact]
    public async Task The_description_comes_without_settings_data_or_server()
    {
        using var folder = new TempFolder();
        var (code, lines) = await InsideServer.Command(null, ["hotline", "describe", folder["line"], Secret]);
        code.ShouldBe(0, string.Join('\n', lines));
        File.Exists(Path.Combine(folder["line"], "samples", "case.created.headers")).ShouldBeTrue();
        Directory.GetFileSystemEntries(folder["line"], "asyncapi.json").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("--secrets", "hotline")]
    [InlineData("describe FOLDER", "hotline", "sing")]
    [InlineData("--secret whsec_", "hotline", "check", "http://127.0.0.1:1")]
    [InlineData("that secret is none", "hotline", "describe", "nowhere", "mine")]
    public async Task It_cannot_start_with_one_sentence(string says, params string[] words)
    {
        var (code, lines) = await InsideServer.Command(null, words);
        code.ShouldBe(3);
        lines.ShouldHaveSingleItem().ShouldContain(says);
    }

    [Fact]
    public async Task A_secret_for_no_line_is_refused_by_name()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["secrets.json"], $$"""{"911":"{{Secret}}"}""");
        var (code, lines) = await InsideServer.Command(null, ["hotline", "--secrets", folder["secrets.json"]]);
        code.ShouldBe(3);
        lines.ShouldHaveSingleItem().ShouldContain("911 is no line");
    }

    [Fact]
    [Long("processes of their own")]
    public async Task A_centre_plays_against_a_running_server_and_passes_the_check()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder["secrets.json"],
            JsonSerializer.Serialize(Lines.ToDictionary(line => line, _ => Secret, StringComparer.Ordinal))
        );
        var address = $"http://127.0.0.1:{Sample.FreePort()}";
        await using var centre = Program(
            "hotline",
            "--urls",
            "http://127.0.0.1:0",
            "--server",
            address,
            "--secrets",
            folder["secrets.json"]
        );
        const string ready = "ready on ";
        await Until.True(() => centre.Ended || centre.Lines.Any(IsReady), "the centre serves");
        var url = centre.Lines.First(IsReady)[ready.Length..];

        await using var server = RunningServer.Nowhere("--hotlines:120:secret", Secret, "--hotlines:120:url", url);
        (await server.Command(RunningServer.OperatorPassword, "account", "add", "operator", "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin(address);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Until.TrueAsync(async () => await Link(clerk) == "up", "the server has heard the centre");

        await using var check = Program("hotline", "check", url, "--secret", Secret);
        (await check.Exit(Until.AtMost)).ShouldBe(0, string.Join('\n', check.Lines));

        static bool IsReady(string line) => line.StartsWith(ready, StringComparison.Ordinal);
        static async Task<string?> Link(Api by) =>
            (await by.Get("/api/hotlines/board"))
                .Is(200)["lines"]
                .EnumerateArray()
                .First(line => line.GetProperty("hotline").GetString() == "120")
                .GetProperty("link")
                .GetString();
    }

    private static RunningProcess Program(params string[] words) => Sample.Published(words);
}
