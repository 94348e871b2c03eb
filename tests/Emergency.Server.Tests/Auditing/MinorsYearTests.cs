using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Auditing;

public sealed class MinorsYearTests(Borough borough)
{
    private const string Code = Borough.Community,
        Year = $"/api/access/minors?county={Borough.County}";

    private Task<Resident> Auditor() => borough.As(Role.Auditor, Borough.County);

    [Fact]
    public async Task A_year_counts_readings_of_children_and_an_approval_that_is_withdrawn_lets_nobody_in()
    {
        var (auditor, director, street) = (
            await Auditor(),
            await borough.As(Role.ChildDirector, Code, BoroughRegisters.ChildDirector),
            await borough.StreetOfficer()
        );
        var before = (await auditor.Get(Year)).Is(200);
        var today = Shanghai.Day(TimeProvider.System.GetUtcNow());
        var term = new
        {
            role = "child-director",
            from = today,
            to = today.AddDays(9),
        };
        var path = $"/api/communities/{Code}/residents";
        var reveal = $"{path}/{BoroughRegisters.LeftBehind}/reveal";
        var why = new { reason = "开学前核对" };
        (await director.Post(reveal, why)).Is(403).Code.ShouldBe("sight.not-approved");
        var asked = (await director.Post($"{path}/approvals", term)).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm")).Is(200);
        await Until.TrueAsync(
            async () =>
                (await director.Get($"{path}/approvals"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Any(one => one.GetProperty("holds").GetBoolean()),
            "the approval holds"
        );
        (await director.Post(reveal, why)).Is(200);
        (await director.Post(reveal, why)).Is(200);

        var after = (await auditor.Get(Year)).Is(200);
        (after["readings"].GetInt32() - before["readings"].GetInt32()).ShouldBe(2);
        var here = after["communities"].EnumerateArray().Single(one => one.GetProperty("code").GetString() == Code);
        here.GetProperty("approvals").GetInt32().ShouldBe(1);
        here.GetProperty("children").GetInt32().ShouldBeGreaterThan(0);
        after["roles"]
            .EnumerateArray()
            .Select(one => one.GetProperty("role").GetString())
            .ShouldContain("child-director", StringComparer.Ordinal);
        after.Text.ShouldNotContain("褚");
        after.Text.ShouldNotContain(BoroughRegisters.LeftBehind.ToString());

        (await (await borough.GridChief()).Post($"{path}/approvals/withdraw", term)).Is(403);
        (await street.Post($"{path}/approvals/withdraw", term)).Is(200);
        (await street.Post($"{path}/approvals/withdraw", term)).Is(409).Code.ShouldBe("residents.unknown-approval");
        (await director.Post(reveal, why)).Is(403).Code.ShouldBe("sight.not-approved");
    }

    [Fact]
    public async Task Only_years_there_can_be_are_asked_for_and_only_by_the_auditor()
    {
        var auditor = await Auditor();
        (await auditor.Get($"{Year}&year=1999")).Is(400);
        (await auditor.Get("/api/access/minors?county=12")).Is(400);
        (await (await borough.Secretary()).Get(Year)).Is(403);
    }
}
