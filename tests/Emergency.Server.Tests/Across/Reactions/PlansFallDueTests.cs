using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Regulations;
using Emergency.Domain.Resources;
using Emergency.Server.Across.Reactions;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Reactions;

/// <summary>Events that make the plan in force of a community due, in a borough of its own.</summary>
public sealed class PlansFallDueTests : IAsyncLifetime
{
    private readonly Borough _borough = new();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public ValueTask InitializeAsync() => _borough.InitializeAsync();

    public ValueTask DisposeAsync() => _borough.DisposeAsync();

    private Plan Plan => _borough.Folding.Now.Of<PlansKnown>().Of(Borough.Community).State;

    private Task Falls(string trigger, string? about) =>
        Until.True(
            () => Plan.Reasons.Any(one => one.Trigger == trigger && one.About == about),
            $"the plan is due because of {trigger} {about}"
        );

    [Fact]
    public async Task A_larger_hazard_or_one_that_endangers_somebody_makes_it_due_and_a_usual_one_does_not()
    {
        var secretary = await _borough.Secretary();
        Task<Answer> Find(string kind, string level, bool danger = false) =>
            secretary.Post(
                $"/api/communities/{Borough.Community}/hazards",
                new
                {
                    kind,
                    what = "墙裂了",
                    level,
                    danger,
                }
            );
        (await Find("lift", "general")).Is(201);
        (await Find("facade", "larger")).Is(201);
        await Falls("risk", "facade");
        (await Find("gas", "low", danger: true)).Is(201);
        await Falls("risk", "gas");
        Plan.Reasons.ShouldNotContain(one => one.About == "lift");
    }

    [Fact]
    public async Task What_the_community_could_use_and_is_gone_makes_it_due()
    {
        var (id, resources) = (new ResourceId(Guid.CreateVersion7()), Entities.Resources(Borough.Realm, Borough.Community));
        var facts = new ResourceFacts(ResourceKind.Generator, "发电机", "示例店", null, null, "仓库", null, null, null, null);
        await _borough.Do(resources, new KeepResource(id, facts, 0, Borough.By, Now));
        await _borough.Do(resources, new EndResource(id, Borough.By, Now));
        await Falls("resources", "发电机");
    }

    [Fact]
    public async Task A_shelter_that_is_there_no_more_makes_it_due()
    {
        var (id, import) = (new ShelterId(Guid.CreateVersion7()), new ImportId(Guid.CreateVersion7()));
        var shelter = Entities.Shelter(Borough.Realm, id);
        var facts = new ShelterFacts(id, Borough.Community, "样校操场", "应急", 200, 900, "24小时", true, false, ["flood"], null, null);
        await _borough.Do(shelter, new RecordShelter(facts, import, Now));
        await _borough.Do(shelter, new UndoShelterImport(import, Now));
        await Falls("resources", "样校操场");
    }

    [Fact]
    public async Task A_real_incident_whose_response_is_over_makes_it_due()
    {
        var (duty, street) = (await _borough.Duty(), await _borough.StreetOfficer());
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "gas",
                    title = "样楼有味",
                    priority = "life",
                    community = Borough.Community,
                }
            )
        ).Is(201).String("id");
        (await street.Post($"/api/incidents/{incident}/end-scene")).Is(200);
        (await duty.Post($"/api/incidents/{incident}/end-response")).Is(200);
        await Falls("event", "gas");
    }

    [Fact]
    public void A_regulation_of_the_region_that_came_into_force_since_makes_it_due()
    {
        var approved = new DateTimeOffset(2025, 1, 15, 0, 0, 0, TimeSpan.Zero);
        var plan = Plan with { ApprovedAt = approved };
        PlansFallDue
            .ByDay(Borough.Community, plan, new(2025, 10, 1), RulePacks.BuiltIn)
            .ShouldBe([("law", "传染病防治法"), ("law", "xinyang")], ignoreOrder: true);
        PlansFallDue.ByDay("110102001001", plan, new(2025, 10, 1), RulePacks.BuiltIn).ShouldBe([("law", "传染病防治法")]);
        PlansFallDue.ByDay(Borough.Community, Domain.Plans.Plan.None, new(2025, 10, 1), RulePacks.BuiltIn).ShouldBeEmpty();
    }
}
