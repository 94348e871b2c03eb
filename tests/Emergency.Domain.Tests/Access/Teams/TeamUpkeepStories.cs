using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Teams;

public sealed class TeamUpkeepStories
{
    private static readonly Member Strong = Of(Responder, TeamRole.Responder),
        Chief = Of(GridChief, TeamRole.GridChief);
    private static readonly Issued Radio = new(Id<EquipmentId>(1), EquipmentKind.Gear, "手台 1 部", Today),
        Keys = new(Id<EquipmentId>(2), EquipmentKind.Key, "钥匙 2 把", Today);

    private static Member Of(By by, TeamRole role) => new(MemberOf(by), role, null, null, null, [], Availability.OnPost, Hidden($"{role}"));

    private static Story Given(params TeamEvent[] events) =>
        Story.Of(Noun.Team).Given([new MemberRecorded(Strong, null, Night), new MemberRecorded(Chief, null, Night), .. events]);

    [Fact]
    public void A_training_is_noted_with_its_day_and_the_newest_of_a_kind_stands()
    {
        Training old = new("急救证", Today.AddYears(-3), Today.AddDays(-1)),
            newer = new("急救证", Today, Today.AddYears(3));
        Given()
            .When(new NoteTraining(Strong.Id, old, Secretary, Night))
            .Then(new TrainingNoted(Strong.Id, old, Secretary, Night))
            .When(new NoteTraining(Strong.Id, old, StreetOfficer, After(1)))
            .Nothing()
            .When(new NoteTraining(Strong.Id, newer, Secretary, After(2)))
            .Now<Team>(team => team.UpkeepOf(Strong.Id).Trainings.ShouldBe([newer]))
            .When(new StrikeTraining(Strong.Id, "急救证", Secretary, After(3)))
            .Now<Team>(team => team.UpkeepOf(Strong.Id).Trainings.ShouldBeEmpty())
            .When(new StrikeTraining(Strong.Id, "急救证", Secretary, After(4)))
            .Nothing();
        Given().When(new NoteTraining(Id<MemberId>(99), old, Secretary, Night)).Refused(Team.UnknownMember);
    }

    [Fact]
    public void Who_goes_out_and_is_known_to_be_uninsured_is_not_sent_and_a_chief_still_goes_to_the_own_doors()
    {
        InsuranceSet Until(Member who, DateOnly? day) => new(who.Id, new("意外险", day), Secretary, Night);
        Given().Now<Team>(team => team.Grounded(Today).ShouldBeEmpty("nothing is noted"));
        Given(Until(Strong, null), Until(Chief, null)).Now<Team>(team => team.Grounded(Today).ShouldBe([Strong.Id]));
        Given(Until(Strong, Today))
            .Now<Team>(team =>
            {
                team.Grounded(Today).ShouldBeEmpty();
                team.Grounded(Today.AddDays(1)).ShouldBe([Strong.Id]);
                (team.Insured(Strong.Id, Today), team.Insured(Chief.Id, Today)).ShouldBe((true, false));
            });
    }

    [Fact]
    public void Whose_training_is_over_is_not_sent_until_something_they_learned_counts()
    {
        TrainingNoted Learned(Member who, string what, DateOnly? until) =>
            new(who.Id, new(what, Today.AddYears(-2), until), Secretary, Night);
        Given(Learned(Strong, "急救", Today.AddDays(-1)), Learned(Chief, "急救", Today.AddDays(-1)))
            .Now<Team>(team =>
            {
                team.Untrained(Today).ShouldBe([Strong.Id]);
                team.Grounded(Today).ShouldBe([Strong.Id]);
                team.Uninsured(Today).ShouldBeEmpty();
            });
        Given(Learned(Strong, "急救", Today.AddDays(-1)), Learned(Strong, "划艇", null))
            .Now<Team>(team => (team.Grounded(Today).Count, team.Trained(Strong.Id, Today)).ShouldBe((0, true)));
    }

    [Fact]
    public void Who_goes_out_is_to_be_trained_again_until_a_training_since_then_is_noted()
    {
        var day = Today.AddDays(-180);
        Given()
            .Now<Team>(team => team.UntaughtSince(day).ShouldBe([Strong.Id], "a chief at their own doors is no rescuer"))
            .When(new NoteTraining(Strong.Id, new("急救", day.AddDays(-1), null), Secretary, Night))
            .Now<Team>(team => team.UntaughtSince(day).ShouldBe([Strong.Id]))
            .When(new NoteTraining(Strong.Id, new("划艇", day, null), Secretary, After(1)))
            .Now<Team>(team => team.UntaughtSince(day).ShouldBeEmpty());
        Given()
            .When(new SetAvailability(Strong.Id, Availability.OnLeave, Responder, Night, Today.AddDays(5)))
            .Now<Team>(team => team.UntaughtSince(day).ShouldBeEmpty("who is on leave is trained when they are back"));
    }

    [Fact]
    public void What_was_issued_comes_back_or_goes_to_somebody_else_before_its_keeper_leaves()
    {
        var leave = new LeaveTeam(Chief.Id, Today, null, Secretary, After(9));
        Given()
            .When(new IssueEquipment(Chief.Id, Radio, Secretary, Night))
            .Then(new EquipmentIssued(Chief.Id, Radio, Secretary, Night))
            .When(new IssueEquipment(Strong.Id, Radio, Secretary, After(1)))
            .Nothing()
            .When(new IssueEquipment(Chief.Id, Keys, Secretary, After(1)))
            .When(leave)
            .Refused(Team.StillHolds, "手台 1 部、钥匙 2 把")
            .When(new TakeBackEquipment(Chief.Id, Keys.Id, Strong.Id, Secretary, After(2)))
            .Now<Team>(team => team.UpkeepOf(Strong.Id).Equipment.ShouldBe([Keys]))
            .When(leave)
            .Refused(Team.StillHolds, "手台 1 部")
            .When(new TakeBackEquipment(Chief.Id, Radio.Id, Id<MemberId>(99), Secretary, After(3)))
            .Refused(Team.UnknownMember)
            .When(new TakeBackEquipment(Chief.Id, Radio.Id, null, Secretary, After(3)))
            .Then<EquipmentReturned>(e => e.To.ShouldBeNull())
            .When(new TakeBackEquipment(Chief.Id, Radio.Id, null, StreetOfficer, After(4)))
            .Nothing()
            .When(leave)
            .Then<MemberLeft>(_ => { });
    }

    [Fact]
    public void A_leave_may_have_an_end_and_being_on_post_again_takes_it_away() =>
        Given()
            .When(new SetAvailability(Strong.Id, Availability.OnLeave, Responder, Night, Today.AddDays(5)))
            .Now<Team>(team => team.UpkeepOf(Strong.Id).Back.ShouldBe(Today.AddDays(5)))
            .When(new SetAvailability(Strong.Id, Availability.OnLeave, Responder, After(1), Today.AddDays(5)))
            .Nothing()
            .When(new SetAvailability(Strong.Id, Availability.OnLeave, Responder, After(2), Today.AddDays(9)))
            .Then<AvailabilitySet>(e => e.Back.ShouldBe(Today.AddDays(9)))
            .When(new SetAvailability(Strong.Id, Availability.OnPost, Responder, After(3), Today.AddDays(9)))
            .Now<Team>(team => team.UpkeepOf(Strong.Id).Back.ShouldBeNull());

    [Fact]
    public void Nobody_under_eighteen_is_taken_or_becomes_so_by_a_correction()
    {
        Story.Of(Noun.Team).When(new EnterMember(Strong, null, Secretary, Night, Minor: true)).Refused(Team.IsMinor);
        Given().When(new CorrectMember(Strong, Strong, [MemberField.Born], null, Secretary, Night, Minor: true)).Refused(Team.IsMinor);
    }

    [Fact]
    public void A_file_keeps_what_was_noted_by_hand() =>
        Given(new InsuranceSet(Strong.Id, new("意外险", Today), Secretary, Night))
            .When(new RecordMembers([Strong with { Skills = ["抬人"] }], Id<ImportId>(1), After(1)))
            .Then<MemberRecorded>(_ => { })
            .Now<Team>(team => team.Insured(Strong.Id, Today).ShouldBeTrue());
}
