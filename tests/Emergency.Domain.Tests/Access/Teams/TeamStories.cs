using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Teams;

public sealed class TeamStories
{
    private static readonly ImportId First = Id<ImportId>(1),
        Second = Id<ImportId>(2);
    private static readonly Member Chief = new(
        MemberOf(GridChief),
        TeamRole.GridChief,
        G1,
        null,
        null,
        ["消防"],
        Availability.OnPost,
        Hidden("苏拟贵")
    );
    private static readonly MemberRecorded Recorded = new(Chief, First, Night);
    private static readonly Duty AtDesk = new(Today, Shift.Night, Post.Desk, Chief.Id, After(-67), After(653), First);

    private static readonly IReadOnlyList<Type> Commands = Noun.Team.CommandTypes;

    private static Story Given(params TeamEvent[] events) => Story.Of(Noun.Team).Given(events);

    [Fact]
    public void A_register_brings_members_and_the_roster_their_turns() =>
        Given()
            .When(new RecordMembers([Chief], First, Night))
            .Then(Recorded)
            .When(new RecordMembers([Chief], Second, After(1)))
            .Nothing()
            .When(new RosterDuty([AtDesk], Night))
            .Then(new DutyRostered(AtDesk, Night))
            .When(new RosterDuty([AtDesk with { Import = Second }], After(1)))
            .Nothing()
            .When(new StrikeDuty(AtDesk.Key, Secretary, After(2)))
            .Then(new DutyStruck(AtDesk.Key, After(2)))
            .When(new StrikeDuty(AtDesk.Key, Secretary, After(3)))
            .Nothing();

    [Fact]
    public void Only_members_stand_on_the_roster()
    {
        Given().When(new RosterDuty([AtDesk], Night)).Refused(Team.UnknownMember, Chief.Id.ToString());
        Given().When(new SetAvailability(Chief.Id, Availability.Away, Secretary, Night)).Refused(Team.UnknownMember);
    }

    [Fact]
    public void Two_who_each_add_a_turn_to_the_same_night_both_find_theirs_on_the_roster()
    {
        var other = Chief with { Id = MemberOf(Responder) };
        var lead = AtDesk with { Post = Post.Lead, Member = other.Id, Import = null };
        Given(Recorded, new MemberRecorded(other, First, Night), new DutyRostered(AtDesk, Night))
            .When(new RosterTurn(lead, StreetOfficer, After(1)))
            .Then(new DutyRostered(lead, After(1)))
            .Now<Team>(team => team.Roster.Keys.ShouldBe([AtDesk.Key, lead.Key], ignoreOrder: true))
            .When(new RosterTurn(lead, Secretary, After(2)))
            .Nothing()
            .When(new RosterTurn(lead with { To = After(700) }, Secretary, After(2)))
            .Refused(Team.TurnTaken);
        Given().When(new RosterTurn(lead, Secretary, Night)).Refused(Team.UnknownMember, other.Id.ToString());
    }

    [Fact]
    public void A_turn_is_given_to_somebody_else_once_and_whoever_comes_second_learns_that_it_is_gone()
    {
        var other = Chief with { Id = MemberOf(Responder), Role = TeamRole.Responder };
        var (theirs, mine) = (AtDesk with { Member = other.Id, Import = null }, AtDesk with { Post = Post.Lead, Import = null });
        Given(Recorded, new MemberRecorded(other, First, Night), new DutyRostered(AtDesk, Night))
            .When(new ChangeTurn(AtDesk.Key, theirs, StreetOfficer, After(1)))
            .Then(new DutyStruck(AtDesk.Key, After(1)), new DutyRostered(theirs, After(1)))
            .When(new ChangeTurn(AtDesk.Key, theirs, Secretary, After(2)))
            .Nothing()
            .When(new ChangeTurn(AtDesk.Key, mine, Secretary, After(2)))
            .Refused(Team.TurnGone)
            .When(new ChangeTurn(theirs.Key, theirs with { To = After(700) }, Secretary, After(3)))
            .Then(new DutyRostered(theirs with { To = After(700) }, After(3)));
        Given(Recorded, new MemberRecorded(other, First, Night), new DutyRostered(AtDesk, Night), new DutyRostered(theirs, Night))
            .When(new ChangeTurn(AtDesk.Key, theirs with { To = After(700) }, Secretary, After(1)))
            .Refused(Team.TurnTaken);
        Given(new DutyRostered(AtDesk, Night)).When(new ChangeTurn(AtDesk.Key, AtDesk, Secretary, After(1))).Refused(Team.UnknownMember);
    }

    [Fact]
    public void Who_agrees_is_posted_until_they_withdraw_and_is_asked_again_when_name_or_phone_change()
    {
        var agreed = new PostingAgreed(Chief.Id, Secretary, After(1));
        Given().When(new AgreeToPosting(Chief.Id, Secretary, After(1))).Refused(Team.UnknownMember);
        Given(Recorded)
            .When(new AgreeToPosting(Chief.Id, Secretary, After(1)))
            .Then(agreed)
            .When(new AgreeToPosting(Chief.Id, GridChief, After(2)))
            .Nothing()
            .When(new WithdrawPosting(Chief.Id, GridChief, After(3)))
            .Then(new PostingWithdrawn(Chief.Id, GridChief, After(3)))
            .Now<Team>(team => team.Posted.ShouldBeEmpty());
        Given(Recorded, agreed)
            .When(new RecordMembers([Chief with { Skills = ["水电"] }], Second, After(2)))
            .Now<Team>(team => team.Posted.ShouldBe([Chief.Id]))
            .When(new RecordMembers([Chief with { Contact = Hidden("别人") }], Second, After(3)))
            .Now<Team>(team => team.Posted.ShouldBeEmpty());
        Given(Recorded, agreed).When(new UndoTeamImport(First, After(2))).Now<Team>(team => team.Posted.ShouldBeEmpty());
    }

    [Fact]
    public void Whatever_happens_to_a_team_only_a_name_and_phone_that_somebody_agreed_to_is_posted() =>
        Any.Holds(
            length: 40,
            times: 300,
            acts =>
            {
                var (team, agreed) = (Team.None, new Dictionary<MemberId, Sealed>());
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    if (Team.Decide(team, (Command)any.Make(any.Among(Commands))) is not Decision.Happened { Events: var events })
                        continue;
                    foreach (var e in events)
                    {
                        if (e is PostingAgreed yes)
                            agreed[yes.Member] = team.Members[yes.Member].Contact;
                        if (e is PostingWithdrawn no)
                            agreed.Remove(no.Member);
                        // A member from another team has agreed there.
                        if (e is MemberTaken { Passed: { Posted: true, Member: var taken } })
                            agreed[taken.Id] = taken.Contact;
                        team = Team.Evolve(team, e);
                    }
                    foreach (var member in team.Posted)
                        team.Members[member].Contact.ShouldBe(agreed[member]);
                }
            }
        );

    [Fact]
    public void A_turn_covers_its_first_minute_and_not_its_last()
    {
        AtDesk.Covers(After(-67)).ShouldBeTrue();
        AtDesk.Covers(After(652.9)).ShouldBeTrue();
        AtDesk.Covers(After(653)).ShouldBeFalse();
        AtDesk.Covers(After(-67.1)).ShouldBeFalse();
    }

    [Fact]
    public void Somebody_on_leave_is_on_leave_until_they_say_otherwise() =>
        Given(Recorded)
            .When(new SetAvailability(Chief.Id, Availability.OnLeave, GridChief, After(1)))
            .Then(new AvailabilitySet(Chief.Id, Availability.OnLeave, GridChief, After(1)))
            .When(new SetAvailability(Chief.Id, Availability.OnLeave, Secretary, After(2)))
            .Nothing()
            .Now<Team>(t => t.Members[Chief.Id].Availability.ShouldBe(Availability.OnLeave))
            .When(new UndoTeamImport(First, After(3)))
            .Nothing();

    [Fact]
    public void An_erased_member_is_gone_and_no_file_brings_them_back()
    {
        var erase = new EraseMember(Chief.Id, ErasureBasis.PurposeFulfilled, [Chief.Id.Value], Secretary, After(1));
        Given(Recorded, new DutyRostered(AtDesk, Night)).When(erase).Refused(Team.StillRostered, Decision.Instant(AtDesk.To));
        Given(Recorded)
            .When(erase)
            .Then(new MemberErased(Chief.Id, erase.Basis, erase.Keys, Secretary, After(1)))
            .Now<Team>(t => t.Members.ShouldBeEmpty())
            .When(erase)
            .Nothing()
            .When(new RecordMembers([Chief], Second, After(2)))
            .Refused(Team.Erased, Chief.Id.ToString())
            .When(new UndoTeamImport(First, After(3)))
            .Nothing();
        Given().When(erase with { Again = true }).Then<MemberErased>(e => e.Subject.ShouldBe(Chief.Id.Value));
    }

    [Fact]
    public void Undoing_a_file_restores_turns_and_members_as_they_were()
    {
        var longer = AtDesk with { To = After(700), Import = Second };
        var retitled = Chief with { Skills = ["消防", "方言"] };
        Given(Recorded, new DutyRostered(AtDesk, Night))
            .When(new RosterDuty([longer], After(1)))
            .Then(new DutyRostered(longer, After(1)))
            .When(new RecordMembers([retitled], Second, After(1)))
            .Then<MemberRecorded>(e => e.Member.ShouldBe(retitled))
            .When(new UndoTeamImport(Second, After(2)))
            .Then(new DutyRostered(AtDesk with { Import = null }, After(2)), new MemberRecorded(Chief, null, After(2)))
            .When(new UndoTeamImport(First, After(3)))
            .Then(new DutyStruck(AtDesk.Key, After(3)), new MemberRemoved(Chief.Id, First, After(3)));
    }

    [Fact]
    public void A_member_is_entered_and_corrected_by_hand_and_no_file_takes_that_back()
    {
        var moved = Chief with { Grid = G2, Contact = Hidden("苏拟贵，新号码") };
        Given()
            .When(new EnterMember(Chief, null, Secretary, Night))
            .Then(new MemberEntered(Chief, null, Secretary, Night))
            .When(new EnterMember(Chief, null, Secretary, After(1)))
            .Nothing()
            .When(new AgreeToPosting(Chief.Id, Secretary, After(1)))
            .Then<PostingAgreed>(_ => { })
            .When(new CorrectMember(moved, Chief, [MemberField.Grid, MemberField.Phones], null, Secretary, After(2)))
            .Then(new MemberCorrected(moved, [MemberField.Grid, MemberField.Phones], null, Secretary, After(2)))
            .Now<Team>(team => team.Posted.ShouldBeEmpty())
            .When(new CorrectMember(moved, Chief, [MemberField.Grid], null, Secretary, After(3)))
            .Nothing()
            .When(new CorrectMember(moved with { Grid = null }, Chief, [MemberField.Grid], null, StreetOfficer, After(4)))
            .Refused(Team.ChangedMeanwhile)
            .When(new UndoTeamImport(First, After(5)))
            .Nothing();
        Given().When(new CorrectMember(moved, Chief, [MemberField.Grid], null, Secretary, Night)).Refused(Team.UnknownMember);
        Given(Recorded).When(new EnterMember(moved, null, Secretary, After(1))).Refused(Team.ChangedMeanwhile);
    }

    [Fact]
    public void Who_leaves_has_no_turn_ahead_and_is_posted_nowhere_and_may_come_back()
    {
        var past = AtDesk with { Day = Today.AddDays(-1), From = After(-1500), To = After(-800) };
        Given(Recorded, new DutyRostered(AtDesk, Night), new DutyRostered(past, Night), new PostingAgreed(Chief.Id, Secretary, Night))
            .When(new LeaveTeam(Chief.Id, Today, null, Secretary, After(1)))
            .Then(new DutyStruck(AtDesk.Key, After(1)), new MemberLeft(Chief.Id, Today, null, Secretary, After(1)))
            .Now<Team>(team =>
            {
                team.Members.ShouldBeEmpty();
                team.Posted.ShouldBeEmpty();
                team.Former[Chief.Id].ShouldBe(new(Chief, Today));
                team.Roster.Keys.ShouldBe([past.Key]);
            })
            .When(new LeaveTeam(Chief.Id, Today, null, Secretary, After(2)))
            .Nothing()
            .When(new RosterTurn(AtDesk, Secretary, After(2)))
            .Refused(Team.UnknownMember)
            .When(new EnterMember(Chief, null, Secretary, After(3)))
            .Then<MemberEntered>(_ => { })
            .Now<Team>(team => team.Former.ShouldBeEmpty());
        Given().When(new LeaveTeam(Chief.Id, Today, null, Secretary, Night)).Refused(Team.UnknownMember);
    }

    [Fact]
    public void What_is_kept_of_somebody_who_has_left_can_be_erased_and_then_nobody_brings_them_back() =>
        Given(Recorded, new MemberLeft(Chief.Id, Today, null, Secretary, Night))
            .When(new EraseMember(Chief.Id, ErasureBasis.ConsentWithdrawn, [], Secretary, After(1)))
            .Then<MemberErased>(_ => { })
            .Now<Team>(team => team.Former.ShouldBeEmpty())
            .When(new EnterMember(Chief, null, Secretary, After(2)))
            .Refused(Team.Erased);
}
