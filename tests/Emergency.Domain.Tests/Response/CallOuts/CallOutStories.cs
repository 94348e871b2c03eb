using Emergency.Domain.CallOuts;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.CallOuts;

public sealed class CallOutStories
{
    private static readonly ListOf<MemberId> Called = [MemberOf(GridChief), MemberOf(Responder)];
    internal static readonly CallOutStarted Started = new(
        new(Community, Hidden("例园小区门口集合"), null),
        Called,
        [new(MemberOf(Volunteer), SparedWhy.Uninsured)],
        Secretary,
        Night
    );

    private static Story Given(params CallOutEvent[] events) => Story.Of(Noun.CallOut).Given(events);

    [Fact]
    public void A_team_is_called_out_and_everybody_answers_with_minutes_or_that_they_cannot() =>
        Given()
            .When(new StartCallOut(Started.Facts, Called, Started.Spared, Secretary, Night))
            .Then(Started)
            .When(new AnswerCallOut(MemberOf(GridChief), 10, GridChief, After(1)))
            .Then(new CallOutAnswered(MemberOf(GridChief), 10, GridChief, After(1)))
            .When(new AnswerCallOut(MemberOf(GridChief), 10, GridChief, After(2)))
            .Nothing()
            .When(new AnswerCallOut(MemberOf(GridChief), null, GridChief, After(3)))
            .Now<CallOut>(one => one.Answers[MemberOf(GridChief)].Minutes.ShouldBeNull())
            .When(new EndCallOut(Secretary, After(4)))
            .Then(new CallOutEnded(Secretary, After(4)))
            .When(new EndCallOut(StreetOfficer, After(5)))
            .Nothing()
            .When(new AnswerCallOut(MemberOf(Responder), 5, Responder, After(6)))
            .Refused(CallOut.Over);

    [Fact]
    public void Where_nobody_can_be_called_no_call_goes_out_and_who_was_spared_has_nothing_to_answer()
    {
        Given().When(new StartCallOut(Started.Facts, [], Started.Spared, Secretary, Night)).Refused(CallOut.Nobody);
        Given(Started).When(new AnswerCallOut(MemberOf(Volunteer), 5, Volunteer, After(1))).Refused(CallOut.NotAsked);
        Given(Started).When(new AnswerCallOut(MemberOf(Responder), -1, Responder, After(1))).Refused(CallOut.BadMinutes, "240");
    }

    [Fact]
    public void Who_is_on_leave_or_away_is_a_minor_or_has_no_insurance_or_training_is_not_called()
    {
        var team = new[]
        {
            Availability.OnPost,
            Availability.OnLeave,
            Availability.Away,
            Availability.OnPost,
            Availability.OnPost,
            Availability.OnPost,
        }
            .Select((there, n) => new MemberRecorded(Person(n + 1, there), null, Night))
            .Cast<TeamEvent>()
            .Append(new InsuranceSet(Id<MemberId>(1), new("意外险", Today), Secretary, Night))
            .Append(new InsuranceSet(Id<MemberId>(4), new("意外险", Today), Secretary, Night))
            .Append(new InsuranceSet(Id<MemberId>(6), new("意外险", Today), Secretary, Night))
            .Append(new TrainingNoted(Id<MemberId>(1), new("急救", Today.AddYears(-1), Today), Secretary, Night))
            .Append(new TrainingNoted(Id<MemberId>(6), new("急救", Today.AddYears(-1), Today.AddDays(-1)), Secretary, Night))
            .Aggregate(Team.None, Team.Evolve);
        var found = Callable.Of(team, Today, member => member == Id<MemberId>(4));
        found.Called.ShouldBe([Id<MemberId>(1)]);
        found
            .Spared.Select(one => one.Why)
            .ShouldBe([SparedWhy.OnLeave, SparedWhy.Away, SparedWhy.Minor, SparedWhy.Uninsured, SparedWhy.Untrained]);
        Callable.Of(team, Today.AddDays(1), _ => false).Called.ShouldBeEmpty("the insurance is over");
    }

    [Fact]
    public void Of_any_team_everybody_is_either_called_or_spared_for_one_reason() =>
        Any.Holds(
            length: 40,
            times: 200,
            acts =>
            {
                var team = Team.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    if (Team.Decide(team, (Command)any.Make(any.Among(Noun.Team.CommandTypes))) is Decision.Happened { Events: var events })
                        team = events.Aggregate(team, Team.Evolve);
                }
                var found = Callable.Of(team, Today, member => member == Id<MemberId>(2));
                found.Called.Concat(found.Spared.Select(one => one.Member)).ShouldBe(team.Members.Keys, ignoreOrder: true);
                found.Called.ShouldAllBe(id => team.Members[id].Availability == Availability.OnPost && team.Insured(id, Today));
            }
        );

    private static Member Person(int id, Availability there) =>
        new(Id<MemberId>(id), TeamRole.Responder, null, null, null, [], there, Hidden($"{id}"));
}
