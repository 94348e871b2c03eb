using Emergency.Domain.Links;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Links;

public sealed class LinkStories
{
    internal static readonly LinkMade Made = new(
        LinkPurpose.CareAccept,
        Id<CareCaseId>(1).Value,
        Community,
        "secret",
        "code",
        Night.AddHours(48),
        Secretary,
        Night
    );

    private static Story Given(params LinkEvent[] events) => Story.Of(Noun.Link).Given(events);

    [Fact]
    public void It_opens_with_address_and_code_until_its_end()
    {
        Given().When(new MakeLink(LinkPurpose.CareAccept, Made.Thing, Community, "secret", "code", Secretary, Night)).Then(Made);
        Given(Made).When(new TryLink("secret", "code", After(5))).Then(new LinkOpened(After(5)));
        Given(Made).When(new TryLink("another", "code", After(5))).Refused(Link.Unknown);
        Given(Made).When(new TryLink("secret", "code", Night.AddHours(48))).Refused(Link.Expired);
        Given(Made, new LinkWithdrawn(Secretary, After(1))).When(new TryLink("secret", "code", After(5))).Refused(Link.Withdrawn);
        Given().When(new TryLink("secret", "code", After(5))).Refused(Link.Unknown);
    }

    [Fact]
    public void Five_wrong_codes_lock_it_for_the_right_one_too()
    {
        var story = Given(Made);
        for (var i = 0; i < 5; i++)
            story = story.When(new TryLink("secret", "wrong", After(i))).Then(new LinkMissed(After(i)));
        story.When(new TryLink("secret", "code", After(6))).Refused(Link.Locked);
    }

    [Fact]
    public void What_it_was_for_is_done_once()
    {
        Given(Made)
            .When(new UseLink("secret", "code", After(5)))
            .Then(new LinkUsed(After(5)))
            .When(new UseLink("secret", "code", After(6)))
            .Nothing()
            .When(new TryLink("secret", "code", After(7)))
            .Refused(Link.Used);
    }

    [Fact]
    public void A_building_is_shown_for_half_an_hour_and_that_it_was_opened_is_written_once()
    {
        var building = new LinkedBuilding("001001-G1", "6号楼");
        var shown = Made with { Purpose = LinkPurpose.DoorsShown, Until = Night.AddMinutes(30), Building = building };
        Given()
            .When(new MakeLink(LinkPurpose.DoorsShown, Made.Thing, Community, "secret", "code", Secretary, Night, building))
            .Then(shown)
            .When(new TryLink("secret", "code", After(1)))
            .Then(new LinkOpened(After(1)))
            .When(new TryLink("secret", "code", After(2)))
            .Nothing()
            .When(new TryLink("secret", "wrong", After(3)))
            .Then(new LinkMissed(After(3)))
            .When(new TryLink("secret", "code", After(4)))
            .Then(new LinkOpened(After(4)))
            .When(new TryLink("secret", "code", Night.AddMinutes(30)))
            .Refused(Link.Expired);
    }
}
