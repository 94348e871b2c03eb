using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.Orders;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Readiness;

/// <summary>太原条例 22, 31(3) and 31(4) in a county of Taiyuan: their evidence, and the acts that close the gap.</summary>
public sealed class PartyEvidenceTests(Borough town)
{
    private const string County = "140105",
        Street = "140105301",
        Community = "140105301001";
    private static readonly By Secretary = new(new("太"), Role.Secretary);
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Today => Shanghai.Day(Now);

    private async Task Found()
    {
        foreach (
            var (code, name, kind) in ((string, string, string)[])
                [(County, "试并区", "县"), (Street, "试并街道", "街道"), (Community, "试并社区", "社区")]
        )
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
    }

    private async Task<(string Mark, string Fact)> Cell(string duty)
    {
        var seen = (await (await town.As(Role.StreetOfficer, Street)).Get($"/api/readiness/{Street}")).Is(200);
        var place = seen["duties"].EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList().IndexOf(duty);
        var cell = seen["communities"][0].GetProperty("cells")[place];
        return (cell.GetProperty("mark").GetString()!, cell.GetProperty("fact").GetString()!);
    }

    private async Task<PartyId> Company(string name, params string[] estates)
    {
        var id = new PartyId(Guid.CreateVersion7());
        var contact = await town.Seal(id.Value, new PartyContact("何拟物", ["13900000071"]));
        var facts = new PartyFacts(Community, PartyKind.PropertyCompany, name, [.. estates], [], Today, null, contact);
        await town.Do(Entities.Party(id), new EnterParty(facts, Secretary, Now));
        return id;
    }

    [Fact]
    public async Task An_estate_without_a_property_company_is_a_gap_that_is_never_late_until_one_is_entered()
    {
        await Found();
        (await Cell("estates-without")).ShouldBe(("unknown", "never"));
        await town.Do(
            Entities.Quarters(Community),
            new DrawQuarter(new(QuarterKind.Estate, "试并花园", ["1号楼"], null), null, Secretary, Now)
        );
        (await Cell("estates-without")).ShouldBe(("community", "estates-without"));
        await Company("试并物业", "试并花园");
        (await Cell("estates-without")).ShouldBe(("met", "estates-served"));
    }

    [Fact]
    public async Task What_a_property_company_is_asked_by_law_is_a_gap_until_it_does_it_also_where_it_refused()
    {
        await Found();
        (await Cell("property-executes")).ShouldBe(("not-applicable", "none"));
        var company = await Company("试办物业");
        await Ask(null, Now.AddHours(2));
        (await Cell("property-executes")).Mark.ShouldBe("not-applicable", "a plain request binds nobody");
        var first = await Ask("measures", Now.AddHours(2));
        (await Cell("property-executes")).ShouldBe(("soon", "asks-waiting"));
        await town.Do(Entities.Party(company), new RefuseAsk(first, await Text("没有人手"), Secretary, Now));
        (await Cell("property-executes")).Fact.ShouldBe("asks-refused");
        var second = await Ask("measures", Now.AddHours(2));
        await town.Do(Entities.Party(company), new AcceptAsk(second, Secretary, Now));
        (await Cell("property-executes")).ShouldBe(("soon", "asks-waiting"));
        await town.Do(Entities.Party(company), new FinishAsk(second, null, Secretary, Now));
        (await Cell("property-executes")).ShouldBe(("met", "asks-answered"));

        async Task<PartyAskId> Ask(string? duty, DateTimeOffset due)
        {
            var id = new PartyAskId(Guid.CreateVersion7());
            await town.Do(Entities.Party(company), new AskParty(id, await Text("封住地下车库"), duty, null, due, Secretary, Now));
            return id;
        }

        async Task<Sealed> Text(string text) => await town.Seal(company.Value, new FreeText(text));
    }

    [Fact]
    public async Task Lists_of_a_county_that_were_not_gone_through_for_a_year_are_late_until_they_are()
    {
        await Found();
        var duty = await town.As(Role.CountyDuty, County);
        (await Own()).ShouldBe(("late", "lists-missing"));
        var list = new MatterList("own", ListKind.Admission, "1", Today.AddDays(-400), false, ["太原 22"], [new("census", "人口普查")]);
        await town.Do(Entities.Lists(Borough.Realm, County), new RecordList(list, new(new("并"), Role.CountyDuty), Now));
        (await Own()).ShouldBe(("late", "lists-old"));
        (await duty.Post($"/api/lists/{County}/adjust", new { document = "试并〔2026〕1号" })).Is(200);
        (await Own()).ShouldBe(("met", "lists-adjusted"));

        async Task<(string, string)> Own()
        {
            var seen = (await duty.Get($"/api/readiness/{County}/summary")).Is(200);
            var standing = seen["own"]
                .EnumerateArray()
                .Single(one => one.GetProperty("duty").GetProperty("id").GetString() == "lists")
                .GetProperty("standing");
            return (standing.GetProperty("mark").GetString()!, standing.GetProperty("fact").GetString()!);
        }
    }
}
