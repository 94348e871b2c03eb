using Emergency.Domain.Responses;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Responses;

/// <summary>The county's third-level response to the night fire, until six in the morning.</summary>
public sealed class ResponseStories
{
    private const string Street = "411502001";
    public static readonly ResponseFacts Facts = new(
        County,
        ResponseLevel.Third,
        Id<IncidentId>(1),
        After(540),
        Hidden("转移、警戒、供电")
    );
    public static readonly ResponseStarted Started = new(Facts, DutyOfficer, After(4));
    public static readonly TerminateResponse End = new(County, DutyOfficer, After(90));

    private static Story Given(params ResponseEvent[] events) => Story.Of(Noun.Response).Given(events);

    private static ChangeResponse Change(ResponseLevel level, string authority = County) =>
        new(authority, level, After(600), Hidden("加派照明"), DutyOfficer, After(30));

    [Fact]
    public void An_authority_starts_it_with_level_term_and_measures_raises_it_and_ends_it() =>
        Given()
            .When(new StartResponse(Facts, DutyOfficer, After(4)))
            .Then(Started)
            .When(Change(ResponseLevel.Second))
            .Then(new ResponseChanged(ResponseLevel.Second, After(600), Hidden("加派照明"), DutyOfficer, After(30)))
            .Now<Response>(one =>
                (one.Facts!.Level, one.Facts.Until, one.StartedBy).ShouldBe((ResponseLevel.Second, After(600), DutyOfficer))
            )
            .When(End)
            .Then(new ResponseTerminated(DutyOfficer, After(90)))
            .Now<Response>(one => (one.Stage, one.EndedAt).ShouldBe((ResponseStage.Ended, After(90))));

    [Fact]
    public void Only_the_authority_that_started_it_changes_or_ends_it() =>
        Given(Started)
            .When(Change(ResponseLevel.Fourth, Street))
            .Refused(Response.NotTheirs, County)
            .When(new TerminateResponse(Street, StreetOfficer, After(90)))
            .Refused(Response.NotTheirs, County);

    [Fact]
    public void What_has_ended_is_ended_once_and_not_changed_any_more() =>
        Given(Started, new ResponseTerminated(DutyOfficer, After(90)))
            .When(End with { At = After(95) })
            .Nothing()
            .When(Change(ResponseLevel.First))
            .Refused(Response.Over)
            .When(new StartResponse(Facts, DutyOfficer, After(100)))
            .Refused(Response.AlreadyStarted);

    [Fact]
    public void A_term_that_is_over_ends_nothing_and_none_begins_in_the_past() =>
        Given(Started)
            .When(Change(ResponseLevel.Third) with { Until = After(20) })
            .Refused(Response.BadTerm)
            .When(End with { At = After(900) })
            .Then(new ResponseTerminated(DutyOfficer, After(900)));
}
