using Emergency.Domain.Confirmations;
using Emergency.Domain.Regulations;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Regulations;

/// <summary>The commander of 411502 wants the Hubei draft to count there; the duty officer confirms.</summary>
public sealed class CountyStandardsStories
{
    private static readonly By Commander = new(new("commander"), Role.CountyCommander);
    public static readonly AdoptPack Adopt = new("hubei", "草案", true, Hidden("先照着做"), Commander, DutyOfficer, Night);
    private static readonly PackAdopted Adopted = new("hubei", "草案", Hidden("先照着做"), Commander, DutyOfficer, Night);
    private static readonly DropPack Drop = new("hubei", Hidden("太重"), Commander, DutyOfficer, After(60));

    private static Story Given(params CountyStandardsEvent[] events) => Story.Of(Noun.Standards).Given(events);

    [Fact]
    public void A_draft_counts_once_two_persons_agreed_and_another_text_of_it_is_adopted_anew() =>
        Given()
            .When(Adopt)
            .Then(Adopted)
            .When(Adopt)
            .Nothing()
            .When(Adopt with { Version = "草案二" })
            .Then(Adopted with { Version = "草案二" })
            .Now<CountyStandards>(county => county.Adopted.Count.ShouldBe(1));

    [Fact]
    public void It_is_a_draft_again_in_the_same_way() =>
        Given(Adopted).When(Drop).Then(new PackDropped("hubei", Hidden("太重"), Commander, DutyOfficer, After(60))).When(Drop).Nothing();

    [Fact]
    public void Nobody_decides_it_alone()
    {
        Given().When(Adopt with { ConfirmedBy = Commander }).Refused(Confirmation.Own);
        Given(Adopted).When(Drop with { ConfirmedBy = Commander }).Refused(Confirmation.Own);
    }

    [Fact]
    public void What_counts_is_the_regions_own_and_what_was_adopted()
    {
        RulePacks.BuiltIn.For("411502").ShouldNotContain(rule => rule.Draft);
        RulePacks
            .BuiltIn.For("420102")
            .Where(rule => rule.Draft)
            .Select(rule => rule.Pack)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["hubei"]);
        RulePacks
            .BuiltIn.For("430102")
            .Where(rule => rule.Draft)
            .Select(rule => rule.Pack)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["hunan"]);
        var adopted = RulePacks.BuiltIn.For("411502", ["hubei"]).Where(rule => rule.Pack == "hubei").ToList();
        adopted.ShouldNotBeEmpty();
        adopted.ShouldAllBe(rule => rule.Adopted && !rule.Draft);
        RulePacks.BuiltIn.For("411502", ["taiyuan"]).ShouldNotContain(rule => rule.Pack == "taiyuan", "law of another city is not adopted");
    }
}
