using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
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

        var after = before;
        await Until.TrueAsync(
            async () => Reveals(after = (await auditor.Get(Year)).Is(200)) > Reveals(before) + 1,
            "both readings are counted"
        );
        // Other tests visit children at the same time.
        (Reveals(after) - Reveals(before)).ShouldBe(2);
        (after["readings"].GetInt32() - before["readings"].GetInt32()).ShouldBeGreaterThanOrEqualTo(2);
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

    private static int Reveals(Answer year) =>
        year["purposes"]
            .EnumerateArray()
            .Where(one => one.GetProperty("purpose").GetString() == "reveal")
            .Sum(one => one.GetProperty("count").GetInt32());

    [Fact]
    public async Task In_an_emergency_a_childs_record_opens_without_an_approval_and_somebody_else_looks_at_it()
    {
        var (auditor, chief, street) = (await Auditor(), await borough.GridChief(), await borough.StreetOfficer());
        var before = (await auditor.Get(Year)).Is(200);
        var reveal = $"/api/communities/{Code}/residents/{BoroughRegisters.LeftBehind}/reveal";
        var danger = new { reason = "孩子从楼梯上摔下来，要找家长", emergency = true };
        bool Mine(JsonElement one) =>
            one.GetProperty("kind").GetString() == "emergency-sight"
            && one.GetProperty("what").GetProperty("reason").GetString() == danger.reason;
        (await chief.Post(reveal, new { reason = danger.reason })).Is(403).Code.ShouldBe("sight.not-approved");
        (await chief.Post(reveal, new { reason = " ", emergency = true })).Is(400);
        var opened = (await chief.Post(reveal, danger)).Is(200);
        opened.String("name").ShouldNotBeNullOrEmpty();
        (opened["reviewedBy"].GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalHours.ShouldBeInRange(23, 24);
        // The permission opens once: nothing else of the record is open by it.
        (await chief.Post(reveal, new { reason = danger.reason })).Is(403);

        var waiting = (await street.Get("/api/confirmations", opened)).Is(200)["waiting"].EnumerateArray().Single(Mine);
        waiting.GetProperty("what").GetProperty("reason").GetString().ShouldBe(danger.reason);
        var id = waiting.GetProperty("id").GetString();
        (await chief.Post($"/api/confirmations/{id}/confirm")).Is(403);
        (await (await borough.Secretary()).Post($"/api/confirmations/{id}/confirm")).Is(403);
        (await street.Post($"/api/confirmations/{id}/refuse", new { reason = "可以打家长电话" })).Is(200);
        var after = (await auditor.Get(Year)).Is(200);
        (after["emergencies"].GetInt32() - before["emergencies"].GetInt32()).ShouldBe(1);
        (after["unanswered"].GetInt32() - before["unanswered"].GetInt32()).ShouldBe(1);
        after.Text.ShouldNotContain(danger.reason);

        // The street opens one itself: civil affairs check it, never the street.
        var own = (await street.Post(reveal, danger)).Is(200);
        var civil = await borough.As(Role.CivilAffairs, Borough.County);
        var asked = (await civil.Get("/api/confirmations", own))
            .Is(200)["waiting"]
            .EnumerateArray()
            .Single(Mine)
            .GetProperty("id")
            .GetString();
        (
            await (await borough.As(Role.StreetOfficer, Borough.Street, new MemberId(Guid.CreateVersion7()))).Post(
                $"/api/confirmations/{asked}/confirm"
            )
        ).Is(403);
        (await civil.Post($"/api/confirmations/{asked}/confirm")).Is(200).String("stage").ShouldBe("done");
        (await auditor.Get(Year)).Is(200)["unanswered"].GetInt32().ShouldBe(after["unanswered"].GetInt32());
    }

    /// <summary>By the wall clock there: anybody who opens a child's record at night must explain it, except during an incident.</summary>
    [Fact]
    public async Task What_was_read_at_night_without_an_incident_is_to_be_explained()
    {
        const string code = "411503777001";
        var (day, fire) = (Shanghai.Day(TimeProvider.System.GetUtcNow()), new IncidentId(Guid.CreateVersion7()));
        (int Hour, int Minute, IncidentId? Incident, AccessPurpose Purpose, ReasonCode? Why, bool Asked)[] readings =
        [
            (21, 59, null, AccessPurpose.Register, null, false),
            (22, 0, null, AccessPurpose.Register, null, true),
            (23, 30, fire, AccessPurpose.Doors, null, false),
            (0, 0, null, AccessPurpose.Register, null, true),
            (5, 59, null, AccessPurpose.Register, null, true),
            (6, 0, null, AccessPurpose.Register, null, false),
            (12, 0, null, AccessPurpose.Reveal, null, true),
            (12, 0, null, AccessPurpose.Reveal, ReasonCode.Visit, false),
            (15, 0, null, AccessPurpose.Register, null, false),
        ];
        foreach (var one in readings)
            await borough.Do(
                Entities.Audit(Entities.Live, day, Borough.OtherCounty),
                new RecordAccess(
                    new(Guid.CreateVersion7()),
                    one.Purpose,
                    one.Incident,
                    code,
                    [new(Guid.CreateVersion7())],
                    null,
                    "standing",
                    Borough.By,
                    Shanghai.At(day, new TimeOnly(one.Hour, one.Minute)),
                    one.Why
                )
            );
        var year = (
            await (await borough.As(Role.Auditor, Borough.OtherCounty)).Get(
                $"/api/access/minors?county={Borough.OtherCounty}&year={day.Year}"
            )
        ).Is(200);
        var here = year["communities"].EnumerateArray().Single(one => one.GetProperty("code").GetString() == code);
        (here.GetProperty("readings").GetInt32(), here.GetProperty("toExplain").GetInt32()).ShouldBe(
            (readings.Length, readings.Count(one => one.Asked))
        );
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
