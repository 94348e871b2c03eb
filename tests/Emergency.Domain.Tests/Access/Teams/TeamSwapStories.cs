using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Teams;

public sealed class TeamSwapStories
{
    private static readonly Member Asker = Of(GridChief),
        Taker = Of(Responder),
        Second = Of(Volunteer);
    private static readonly Duty Turn = new(Today, Shift.Night, Post.Desk, Asker.Id, After(-67), After(653), null);
    private static readonly SwapAsked Asked = new(Turn.Key, null, GridChief, Night);

    private static Member Of(By by) =>
        new(MemberOf(by), TeamRole.Responder, null, null, null, [], Availability.OnPost, Hidden($"{by.Account}"));

    private static Story Given(params TeamEvent[] events) =>
        Story
            .Of(Noun.Team)
            .Given([
                new MemberRecorded(Asker, null, Night),
                new MemberRecorded(Taker, null, Night),
                new MemberRecorded(Second, null, Night),
                new DutyRostered(Turn, Night),
                .. events,
            ]);

    [Fact]
    public void A_colleague_asks_to_be_relieved_another_takes_the_turn_and_both_are_known()
    {
        var theirs = Turn with { Member = Taker.Id };
        Given()
            .When(new AskSwap(Turn.Key, null, GridChief, Night))
            .Then(Asked)
            .When(new AskSwap(Turn.Key, null, GridChief, After(1)))
            .Nothing()
            .When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(2)))
            .Then(
                new DutyStruck(Turn.Key, After(2)),
                new DutyRostered(theirs, After(2)),
                new SwapTaken(theirs.Key, Asker.Id, Responder, After(2))
            )
            .Now<Team>(team =>
            {
                team.Swaps.ShouldBeEmpty();
                team.Roster.Keys.ShouldBe([theirs.Key]);
                team.Swapped[theirs.Key].ShouldBe(Asker.Id);
            })
            .When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(3)))
            .Nothing();
    }

    [Fact]
    public void Of_two_who_take_one_swap_the_first_has_the_turn_and_the_second_learns_that_it_is_gone() =>
        Given(Asked)
            .When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(1)))
            .Then<SwapTaken>(_ => { })
            .When(new TakeSwap(Turn.Key, Second.Id, Volunteer, After(1)))
            .Refused(Team.SwapGone)
            .Now<Team>(team => team.Roster.Keys.ShouldHaveSingleItem().Member.ShouldBe(Taker.Id));

    [Fact]
    public void Who_keeps_the_turn_after_all_says_so_and_nobody_takes_it_then() =>
        Given(Asked)
            .When(new DropSwap(Turn.Key, GridChief, After(1)))
            .Then(new SwapDropped(Turn.Key, GridChief, After(1)))
            .When(new DropSwap(Turn.Key, GridChief, After(2)))
            .Nothing()
            .When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(2)))
            .Refused(Team.SwapGone);

    [Fact]
    public void A_turn_that_is_over_or_that_the_desk_has_struck_is_neither_asked_for_nor_taken()
    {
        Given().When(new AskSwap(Turn.Key, null, GridChief, After(653))).Refused(Team.TurnGone);
        Given(Asked).When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(653))).Refused(Team.SwapGone);
        Given(Asked, new DutyStruck(Turn.Key, After(1))).When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(2))).Refused(Team.SwapGone);
        Given(Asked).When(new TakeSwap(Turn.Key, Asker.Id, GridChief, After(1))).Refused(Team.SwapGone);
        Given(Asked).When(new TakeSwap(Turn.Key, Id<MemberId>(99), GridChief, After(1))).Refused(Team.UnknownMember);
    }

    [Fact]
    public void Nobody_takes_a_turn_beside_one_of_their_own_and_no_act_and_no_file_gives_somebody_two_at_once()
    {
        var own = Turn with { Member = Taker.Id, Post = Post.Lead, From = After(600), To = After(900) };
        Given(Asked, new DutyRostered(own, Night))
            .When(new TakeSwap(Turn.Key, Taker.Id, Responder, After(1)))
            .Refused(Team.DoubleTurn, Decision.Instant(own.From), Decision.Instant(own.To))
            .When(new RosterTurn(Turn with { Member = Taker.Id }, Secretary, After(2)))
            .Refused(Team.DoubleTurn)
            .When(new ChangeTurn(Turn.Key, Turn with { Member = Taker.Id }, Secretary, After(2)))
            .Refused(Team.DoubleTurn)
            .When(new RosterDuty([Turn, Turn with { Post = Post.Lead }], After(3)))
            .Refused(Team.DoubleTurn)
            .When(new ChangeTurn(own.Key, own with { Post = Post.Desk }, Secretary, After(4)))
            .Then<DutyStruck, DutyRostered>((_, rostered) => rostered.Duty.Post.ShouldBe(Post.Desk));
        // The next shift begins when this one ends.
        Given()
            .When(
                new RosterTurn(
                    Turn with
                    {
                        Day = Today.AddDays(1),
                        Shift = Shift.Day,
                        From = Turn.To,
                        To = Turn.To.AddHours(12),
                    },
                    Secretary,
                    After(1)
                )
            )
            .Then<DutyRostered>(_ => { });
    }

    [Fact]
    public void Whatever_happens_to_a_roster_nobody_keeps_two_turns_at_once() =>
        Any.Holds(
            length: 60,
            times: 300,
            acts =>
            {
                var team = Team.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    if (
                        Team.Decide(team, (Command)any.Make(any.Among(Noun.Team.CommandTypes)))
                        is not Decision.Happened { Events: var events }
                    )
                        continue;
                    team = events.Aggregate(team, Team.Evolve);
                    var turns = team.Roster.Values.Where(turn => turn.From < turn.To).ToList();
                    foreach (var turn in turns)
                        turns
                            .Where(other => other.Key != turn.Key && other.Member == turn.Member)
                            .ShouldAllBe(other => other.To <= turn.From || turn.To <= other.From);
                    team.Swaps.Keys.ShouldAllBe(key => team.Roster.ContainsKey(key));
                }
            }
        );
}
