using System.Text.Json;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Hotlines.Simulator.Checking;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Simulator;

/// <summary>The check finds each fault a partner can have, and nothing wrong with a partner without faults.</summary>
public sealed class CheckTests
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse(FaultyPartner.Secret)!;

    private static CheckSettings At(Uri url) =>
        new(url, secret, HotlineCode.Ambulance) { Patience = TimeSpan.FromSeconds(2), AlivePatience = TimeSpan.FromSeconds(1) };

    [Theory, InlineData("110"), InlineData("119"), InlineData("120"), InlineData("12345")]
    public async Task Our_own_centre_is_as_it_should_be(string number)
    {
        await using var centre = await Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { [number] = secret }),
            Script.Willing,
            TimeProvider.System
        );
        var result = await PartnerCheck.Play(At(centre.Address) with { Hotline = HotlineCode.Of(number)!.Value }, TimeProvider.System);
        result.Cases.Where(found => found.Verdict != Verdict.Good && found.Expected != "413").ShouldBeEmpty();
        result.Good.ShouldBeTrue();
        centre.Log.All.Where(line => line.What == "taken").ShouldAllBe(line => line.Line == number);
    }

    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.NotAlive, "alive", "alive, after all that")]
    [InlineData(Fault.AliveTooLate, "alive", "alive, after all that")]
    [InlineData(
        Fault.TakesUnsigned,
        "no signature",
        "a signature by another secret",
        "a body changed after it was signed",
        "another id than was signed",
        "another timestamp than was signed",
        "a message of 10 minutes ago",
        "a message of 10 minutes hence"
    )]
    [InlineData(Fault.NoClock, "a message of 10 minutes ago", "a message of 10 minutes hence")]
    [InlineData(Fault.StrictClock, "a clock 4 minutes behind", "a clock 4 minutes ahead")]
    [InlineData(Fault.IdFromBody, "another id than was signed")]
    [InlineData(Fault.FirstSignatureOnly, "two signatures, the second fits")]
    [InlineData(Fault.ConflictOnRepeat, "the same offer again", "the same offer again, its place known better")]
    [InlineData(Fault.ComparesBytes, "the same offer again, its place known better")]
    [InlineData(Fault.TakesEveryType, "a type nobody knows")]
    [InlineData(Fault.BreaksOnBadJson, "no JSON", "nothing at all")]
    [InlineData(Fault.TakesIncomplete, "an offer without its id")]
    [InlineData(Fault.RefusesUnknownMembers, "an offer with a member nobody knows")]
    [InlineData(Fault.NeedsAPlace, "an offer without place and patients")]
    [InlineData(Fault.ShortTexts, "an offer with a long text and rare characters")]
    [InlineData(Fault.InOrderOnly, "an offer that is older than one before it")]
    [InlineData(Fault.NoLimit, "a message of 1 MB")]
    [InlineData(Fault.OneAtATime, "16 offers at once")]
    public async Task Each_fault_is_found_and_named(Fault fault, params string[] bad)
    {
        await using var partner = await FaultyPartner.Open(fault);
        var result = await PartnerCheck.Play(At(partner.Address), TimeProvider.System, TestContext.Current.CancellationToken);
        result.Cases.Where(found => found.Verdict == Verdict.Bad).Select(found => found.Name).ShouldBe(bad, result.Text());
        result.Good.ShouldBe(bad.Length == 0);
    }

    [Fact]
    public async Task A_partner_that_does_not_answer_is_given_up_after_a_while()
    {
        await using var partner = await FaultyPartner.Open(Fault.Silent);
        var result = await PartnerCheck.Play(At(partner.Address) with { Patience = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);
        (result.GaveUp, result.Good, result.Cases.Count).ShouldBe((true, false, 4));
        result.Text().ShouldContain("given up");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var partner = await FaultyPartner.Open(Fault.Redirects);
        var result = await PartnerCheck.Play(At(partner.Address), TimeProvider.System);
        result
            .Cases.Single(found => found.Name == "an offer")
            .ShouldSatisfyAllConditions(found => found.Came.ShouldBe("307"), found => found.Verdict.ShouldBe(Verdict.Bad));
    }

    [Fact]
    public async Task As_a_program_it_prints_the_table_writes_the_file_and_says_by_its_code_whether_all_is_well()
    {
        using var folder = new TempFolder();
        await using var good = await FaultyPartner.Open(Fault.None);
        await using var bad = await FaultyPartner.Open(Fault.NoClock);
        var (code, lines) = await Run("check", $"{good.Address}", "--secret", FaultyPartner.Secret, "--json", folder["result.json"]);
        code.ShouldBe(0);
        lines[^1].ShouldEndWith(" 0 bad");
        var written = JsonDocument.Parse(await File.ReadAllTextAsync(folder["result.json"])).RootElement;
        written.GetProperty("cases").GetArrayLength().ShouldBe(lines.Count - 1);
        written.GetProperty("cases")[0].GetProperty("verdict").GetString().ShouldBe("Good");
        (code, lines) = await Run("check", $"{bad.Address}", "--secret", FaultyPartner.Secret);
        code.ShouldBe(1);
        lines.ShouldContain(line => line.StartsWith("BAD   a message of 10 minutes ago ", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("whsec_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("is not this machine", "check", "http://192.0.2.1", "--secret", FaultyPartner.Secret)]
    [InlineData("--secret whsec_", "check", "http://127.0.0.1:1")]
    [InlineData("plays good and bad", "check", "ftp://127.0.0.1")]
    [InlineData("--sing", "check", "http://127.0.0.1:1", "--sing")]
    [InlineData("110, 119, 120 or 12345", "check", "http://127.0.0.1:1", "--secret", FaultyPartner.Secret, "--hotline", "911")]
    public async Task Who_is_not_on_this_machine_or_not_named_is_not_asked(string says, params string[] arguments)
    {
        var (code, lines) = await Run(arguments);
        code.ShouldBe(3);
        lines.ShouldHaveSingleItem().ShouldContain(says);
    }

    [Fact]
    public async Task Described_into_a_folder_the_samples_are_signed_now_with_ones_own_secret()
    {
        using var folder = new TempFolder();
        var (code, _) = await Run("describe", folder["x"], FaultyPartner.Secret);
        code.ShouldBe(0);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder["x"], "samples", "case.created.headers"));
        var values = lines.Select(line => line.Split(": ", 2)[1]).ToList();
        new WebhookVerifier([secret], TimeProvider.System)
            .Verify(
                new(values[0], values[1], values[2]),
                await File.ReadAllBytesAsync(Path.Combine(folder["x"], "samples", "case.created.json"))
            )
            .ShouldBe(Verification.Genuine);
    }

    private static async Task<(int Code, IReadOnlyList<string> Lines)> Run(params string[] arguments)
    {
        await using var running = RunningProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Emergency.Hotlines.Simulator.dll"), .. arguments]
        );
        var code = await running.Exit(Until.AtMost);
        return (code, [.. running.Lines]);
    }
}
