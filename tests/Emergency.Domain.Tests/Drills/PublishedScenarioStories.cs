using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

/// <summary>The street's own scenario.</summary>
public sealed class PublishedScenarioStories
{
    public const string Street = "411502001";
    public static readonly PublishScenario Publish = new(Street, Hidden("v1"), StreetOfficer, Night);
    public static readonly ScenarioPublished First = new(Street, 1, Hidden("v1"), StreetOfficer, Night);

    private static Story Given(params ScenarioEvent[] events) => Story.Of(Noun.Scenario).Given(events);

    [Fact]
    public void A_changed_file_is_the_next_version_and_the_earlier_stays() =>
        Given()
            .When(Publish)
            .Then(First)
            .When(Publish with { File = Hidden("v2"), Onto = 1 })
            .Then(First with { Version = 2, File = Hidden("v2") })
            .Now<PublishedScenario>(one => one.Versions.ShouldBe([Hidden("v1"), Hidden("v2")]));

    [Fact]
    public void Nobody_puts_a_version_over_another_without_having_seen_it() =>
        Given(First)
            .When(Publish with { File = Hidden("v2") })
            .Refused(PublishedScenario.Exists, "1")
            .When(Publish with { File = Hidden("v2"), Onto = 2 })
            .Refused(PublishedScenario.Exists, "1")
            .When(Publish)
            .Nothing();

    [Fact]
    public void Another_authority_changes_or_withdraws_nothing() =>
        Given(First)
            .When(Publish with { Authority = County, File = Hidden("x") })
            .Refused(PublishedScenario.NotTheirs, Street)
            .When(new WithdrawScenario(County, DutyOfficer, Night))
            .Refused(PublishedScenario.NotTheirs);

    [Fact]
    public void What_was_withdrawn_can_be_put_up_again() =>
        Given(First)
            .When(new WithdrawScenario(Street, StreetOfficer, After(1)))
            .Then(new ScenarioWithdrawn(StreetOfficer, After(1)))
            .When(Publish)
            .Refused(PublishedScenario.Exists, "1")
            .When(Publish with { Onto = 1 })
            .Then(First with { Version = 2 })
            .Now<PublishedScenario>(one => one.Withdrawn.ShouldBeFalse());
}
