using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Stock;
using Emergency.Server.Across.MonthReports;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.MonthReports;

/// <summary>月报 of a street of its own: its records change no other test's figures.</summary>
public sealed class MonthReportTests(Borough town)
{
    private const string Street = "411502381",
        First = "411502381001",
        Second = "411502381002";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Last = Months.Before(Now);

    private static string Address(string code, string act = "") => $"/api/month-reports/{code}/{Last:yyyy-MM}{act}";

    private async Task Found(string street, params string[] communities)
    {
        await town.Do(Entities.Place(Borough.Realm, street), new RegisterDivision(street, "试月街道", "街道", new(2024, 1, 1), null, Now));
        foreach (var code in communities)
            await town.Do(
                Entities.Place(Borough.Realm, code),
                new RegisterDivision(code, $"试月{code[^1]}社区", "社区", new(2024, 1, 1), null, Now)
            );
    }

    private static int Figure(JsonElement figures, string code) =>
        figures.EnumerateArray().Single(one => one.GetProperty("code").GetString() == code).GetProperty("count").GetInt32();

    private static object Seen(Answer read, string? words = null) => new { figures = read["draft"], words };

    [Fact]
    public async Task A_community_tells_its_street_and_the_street_its_county_with_figures_that_were_counted()
    {
        await Found(Street, First, Second);
        var (secretary, street, county) = (
            await town.As(Role.Secretary, First),
            await town.As(Role.StreetOfficer, Street),
            await town.As(Role.CountyDuty, Street[..6])
        );
        var by = new By(new("物"), Role.Secretary);
        // Counted on the last day of that month and on the first of this one: only the first count belongs to the report.
        var lot = new LotFacts(new(Guid.CreateVersion7()), "手电", "照明", "支", 3, 9, null, "物资点", null, null, null);
        await town.Do(Entities.Supplies(Borough.Realm, First), new RecordLots([lot], null, Now));
        foreach (var day in (DateOnly[])[Last.AddMonths(1).AddDays(-1), Last.AddMonths(1)])
            await town.Do(Entities.Supplies(Borough.Realm, First), new CountLot(lot.Id, 3, Shanghai.At(day, 0), null, by, Now));

        var read = (await secretary.Get(Address(First))).Is(200);
        (Figure(read["draft"], "stock-counted"), Figure(read["draft"], "stock-low")).ShouldBe((1, 1));
        (await secretary.Post(Address(First, "/send"), Seen(read, "电筒在补"))).Is(200);

        var seen = (await street.Get(Address(Street))).Is(200);
        var row = seen["below"].EnumerateArray().First();
        (row.GetProperty("stage").GetString(), row.GetProperty("words").GetString()).ShouldBe(("sent", "电筒在补"));
        (Figure(seen["draft"], "units-reported"), Figure(seen["draft"], "units")).ShouldBe((1, 2));
        (await street.Post(Address(First, "/return"), new { version = 1, why = "再点一遍" })).Is(200);
        (await secretary.Get(Address(First))).Is(200)["own"].GetProperty("why").GetString().ShouldBe("再点一遍");
        Figure((await street.Get(Address(Street))).Is(200)["draft"], "units-reported").ShouldBe(0);

        (await secretary.Post(Address(First, "/send"), Seen(read))).Is(200);
        (await street.Post(Address(First, "/receive"), new { version = 1 })).Is(409).Code.ShouldBe("month.other-version");
        (await street.Post(Address(First, "/receive"), new { version = 2 })).Is(200);
        (await secretary.Post(Address(First, "/send"), Seen(read))).Is(409).Code.ShouldBe("month.received");

        var sums = (await street.Get(Address(Street))).Is(200);
        (await street.Post(Address(Street, "/send"), Seen(sums))).Is(200);
        var above = (await county.Get(Address(Street[..6]))).Is(200);
        above["below"]
            .EnumerateArray()
            .Single(one => one.GetProperty("code").GetString() == Street)
            .GetProperty("stage")
            .GetString()
            .ShouldBe("sent");
        (await county.Post(Address(Street, "/receive"), new { version = 1 })).Is(200);
    }

    [Fact]
    public async Task Figures_that_changed_since_they_were_seen_send_nothing()
    {
        const string street = "411502383",
            community = "411502383001";
        await Found(street, community);
        var secretary = await town.As(Role.Secretary, community);
        var read = (await secretary.Get(Address(community))).Is(200);
        var lot = new LotFacts(new(Guid.CreateVersion7()), "雨衣", "个体防护", "件", 1, 5, null, "物资点", null, null, null);
        await town.Do(Entities.Supplies(Borough.Realm, community), new RecordLots([lot], null, Now));
        (await secretary.Post(Address(community, "/send"), Seen(read))).Is(409).Code.ShouldBe("month.changed");
        (await secretary.Post(Address(community, "/send"), new { figures = Array.Empty<object>() })).Is(400).Code.ShouldBe("request.bad");
        (await secretary.Get(Address(community))).Is(200)["own"].GetProperty("version").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_reports_for_others_and_nobody_receives_the_own()
    {
        const string street = "411502384",
            community = "411502384001";
        await Found(street, community);
        var (secretary, office) = (await town.As(Role.Secretary, community), await town.As(Role.StreetOfficer, street));
        var county = await town.As(Role.CountyDuty, street[..6]);
        var read = (await secretary.Get(Address(community))).Is(200);
        (await office.Post(Address(community, "/send"), Seen(read))).Is(403).Code.ShouldBe("scope.not-yours");
        (await secretary.Post(Address(community, "/receive"), new { version = 1 })).Is(403);
        (await secretary.Post(Address(community, "/send"), Seen(read))).Is(200);
        (await county.Post(Address(community, "/receive"), new { version = 1 })).Is(403).Code.ShouldBe("scope.not-yours");
        foreach (var month in (string[])["2026-13", "9999-12", "0001-01"])
        {
            (await secretary.Get($"/api/month-reports/{community}/{month}")).Is(404);
            (await secretary.Post($"/api/month-reports/{community}/{month}/send", Seen(read))).Is(404);
        }
        (await secretary.Get($"/api/month-reports/{community}/{Now.AddDays(70):yyyy-MM}")).Is(400).Code.ShouldBe("request.bad");
    }

    [Fact]
    public async Task It_is_due_when_the_month_has_come_round_and_the_street_has_what_it_must_receive()
    {
        const string street = "411502385",
            community = "411502385001";
        await Found(street, community);
        var (secretary, office) = (await town.As(Role.Secretary, community), await town.As(Role.StreetOfficer, street));
        var due = Shanghai.At(Last.AddMonths(1), 0);
        foreach (var (duty, division) in ((string, string)[])[(DutyRhythm.MonthReport, community), (DutyRhythm.StreetMonthReport, street)])
            await town.Do(Entities.Round(duty, division), new ComeRound(duty, division, due, Misfire.Once, 60, Now));
        (await Kinds(secretary, community)).ShouldBe(["round-month-report"]);
        var before = $"{Last.AddMonths(-1):yyyy-MM}";
        (await secretary.Get($"/api/month-reports/{community}/{before}")).Is(200)["own"].GetProperty("late").GetBoolean().ShouldBeFalse();
        (await Kinds(office, street)).ShouldBe(["round-month-report", "round-street-month-report"], ignoreOrder: true);

        (await secretary.Post(Address(community, "/send"), Seen((await secretary.Get(Address(community))).Is(200)))).Is(200);
        (await Kinds(secretary, community)).ShouldBeEmpty();
        (await Kinds(office, street)).ShouldBe(["round-street-month-report", "month-report-take"], ignoreOrder: true);
        (await office.Post(Address(community, "/return"), new { version = 1, why = "再看" })).Is(200);
        (await Kinds(secretary, community)).ShouldBe(["month-report-returned"]);
    }

    private static async Task<IReadOnlyList<string>> Kinds(Resident who, string code)
    {
        var seen = (await who.Get($"/api/today/{code}")).Is(200);
        return
        [
            .. new[] { "first", "today", "week" }
                .SelectMany(list => seen[list].EnumerateArray())
                .Select(one => one.GetProperty("kind").GetString()!)
                .Where(kind => kind.Contains("month-report", StringComparison.Ordinal)),
        ];
    }

    [Fact]
    public async Task It_is_printed_and_saved_as_a_document()
    {
        const string street = "411502386",
            community = "411502386001";
        await Found(street, community);
        var office = await town.As(Role.StreetOfficer, street);
        var paper = (await office.Get(Address(street, "/paper"))).Is(200);
        paper.Text.ShouldContain("应急工作月报");
        paper.Text.ShouldContain("试月1社区");
        (await office.Get(Address(street, "/paper?lang=en"))).Is(200).Text.ShouldContain("Monthly report");
        (await office.Get(Address(street, "/paper.docx"))).Is(200);
    }
}
