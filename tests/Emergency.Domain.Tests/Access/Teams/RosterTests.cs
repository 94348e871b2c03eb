using Emergency.Domain.Authorities;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Teams;

/// <summary>The roster of a team and that of a duty desk behave alike.</summary>
public sealed class RosterTests
{
    private abstract record Act;

    private sealed record Add(int Who, int Hours) : Act;

    private sealed record Swap(int Was, int Who, int Hours) : Act;

    private sealed record Strike(int Who) : Act;

    private static readonly int[] Whos = [1, 2];
    private static readonly int[] Lengths = [8, 12];
    private static readonly Act[] Acts =
    [
        .. Whos.SelectMany(who => Lengths.Select(hours => new Add(who, hours))),
        .. Whos.Select(who => new Strike(who)),
        .. Whos.SelectMany(was => Whos.SelectMany(who => Lengths.Select(hours => new Swap(was, who, hours)))),
    ];

    [Fact]
    public void A_team_and_a_duty_desk_answer_every_row_of_acts_alike()
    {
        foreach (var first in Acts)
        foreach (var second in Acts)
        foreach (var third in Acts)
        {
            Act[] row = [first, second, third];
            Answers(
                    Manned(Team.Evolve, Team.None, Whos.Select(who => new MemberRecorded(Member(who), null, Night))),
                    row,
                    TeamAct,
                    Team.Decide,
                    Team.Evolve
                )
                .ShouldBe(
                    Answers(
                        Manned(
                            DutyDesk.Evolve,
                            DutyDesk.None,
                            Whos.Select(who => new OfficerRecorded(new(Id<OfficerId>(who), Hidden("值班员")), DutyOfficer, Night))
                        ),
                        row,
                        DeskAct,
                        DutyDesk.Decide,
                        DutyDesk.Evolve
                    ),
                    string.Join(", ", row.Select(act => act.ToString()))
                );
        }
    }

    [Fact]
    public void Hours_that_nobody_names_are_those_of_the_shift()
    {
        Rosters.Hours(Today, Shift.Day, InForce.Table, Community).ShouldBe((Shanghai.At(Today, 8), Shanghai.At(Today, 20)));
        Rosters.Hours(Today, Shift.Night, InForce.Table, Community).ShouldBe((Shanghai.At(Today, 20), Shanghai.At(Today.AddDays(1), 8)));
    }

    private static TState Manned<TState>(Func<TState, Event, TState> evolve, TState none, IEnumerable<Event> people) =>
        people.Aggregate(none, evolve);

    private static List<string> Answers<TState>(
        TState manned,
        Act[] row,
        Func<Act, Command> command,
        Func<TState, Command, Decision> decide,
        Func<TState, Event, TState> evolve
    )
    {
        var (state, answers) = (manned, new List<string>());
        foreach (var act in row)
            switch (decide(state, command(act)))
            {
                case Decision.Happened { Events: var events }:
                    state = events.Aggregate(state, evolve);
                    answers.Add(string.Join('+', events.Select(e => e is DutyStruck or TurnStruck ? "struck" : "rostered")));
                    break;
                case Decision.Rejected { Rejection: var why }:
                    answers.Add(
                        why.Code.Text[(why.Code.Text.IndexOf('.', StringComparison.Ordinal) + 1)..] + string.Join(' ', why.Arguments)
                    );
                    break;
                default:
                    answers.Add("so already");
                    break;
            }
        return answers;
    }

    private static Member Member(int who) =>
        new(Id<MemberId>(who), TeamRole.Responder, null, null, null, [], Availability.OnPost, Hidden("队员"));

    private static Duty Duty(int who, int hours) => new(Today, Shift.Day, Post.Desk, Id<MemberId>(who), Night, Night.AddHours(hours), null);

    private static Turn Turn(int who, int hours) => new(Today, Shift.Day, Post.Desk, Id<OfficerId>(who), Night, Night.AddHours(hours));

    private static Command TeamAct(Act act) =>
        act switch
        {
            Add a => new RosterTurn(Duty(a.Who, a.Hours), DutyOfficer, Night),
            Swap a => new ChangeTurn(Duty(a.Was, 8).Key, Duty(a.Who, a.Hours), DutyOfficer, Night),
            Strike a => new StrikeDuty(Duty(a.Who, 8).Key, DutyOfficer, Night),
            _ => throw new InvalidOperationException(),
        };

    private static Command DeskAct(Act act) =>
        act switch
        {
            Add a => new AddTurn(Turn(a.Who, a.Hours), DutyOfficer, Night),
            Swap a => new SwapTurn(Turn(a.Was, 8).Key, Turn(a.Who, a.Hours), DutyOfficer, Night),
            Strike a => new StrikeTurn(Turn(a.Who, 8).Key, DutyOfficer, Night),
            _ => throw new InvalidOperationException(),
        };
}
