using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Incidents.TaskLadder;

namespace Emergency.Domain.Tests.Incidents;

public sealed partial class TaskStories
{
    private static Story Given(params IncidentEvent[] events) => Story.Of(Noun.Incident).Given(events);

    [Fact]
    public void Who_is_alerted_has_seen_the_task_once_and_only_how_many_is_counted() =>
        Given(LifeOpen)
            .When(new NoticeTask(Wake, UnitChief, After(1)))
            .Then(new TaskNoticed(Wake, UnitChief, After(1)))
            .When(new NoticeTask(Wake, UnitChief, After(2)))
            .Nothing()
            .When(new NoticeTask(Wake, Secretary, After(2)))
            .Nothing()
            .Now<Incident>(i => TaskRules.Noticed(i.Tasks[Wake]).ShouldBe(1));

    [Fact]
    public void The_first_to_take_a_task_has_it() =>
        Given(LifeOpen).When(new TakeTask(Wake, GridChief, false, After(1))).Then(new TaskTaken(Wake, GridChief, After(1)));

    [Fact]
    public void Whoever_comes_second_learns_who_was_first_and_when() =>
        Given(LifeTaken)
            .When(new TakeTask(Wake, UnitChief, false, After(2)))
            .Refused(IncidentTask.Taken, "grid", "2026-03-10T13:08:00.0000000+00:00");

    [Fact]
    public void Taking_twice_is_taking_once() => Given(LifeTaken).When(new TakeTask(Wake, GridChief, false, After(3))).Nothing();

    [Fact]
    public void Everybody_in_the_chain_of_a_door_is_alerted_at_once_and_may_take_it()
    {
        foreach (var who in new[] { UnitChief, BuildingChief, GridChief })
            Given(LifeOpen).When(new TakeTask(Wake, who, false, After(1))).Then<TaskTaken>(e => e.By.ShouldBe(who));
    }

    [Fact]
    public void Who_was_not_alerted_does_not_take_it_but_who_watches_may()
    {
        Given(LifeOpen).When(new TakeTask(Wake, Volunteer, false, After(1))).Refused(IncidentTask.NotAlerted);
        Given(LifeOpen).When(new TakeTask(Wake, StreetOfficer, true, After(1))).Then<TaskTaken>(e => e.By.ShouldBe(StreetOfficer));
    }

    [Fact]
    public void The_next_step_is_asked_only_when_it_is_its_turn_and_the_first_may_still_come()
    {
        Given(WaitOpen).When(new TakeTask(Wake, BuildingChief, false, After(1))).Refused(IncidentTask.NotAlerted);
        var later = Given([.. WaitOpen, new TaskEscalated(Wake, 1, After(20), After(10))]);
        later.When(new TakeTask(Wake, UnitChief, false, After(11))).Then<TaskTaken>(e => e.By.ShouldBe(UnitChief));
        Given([.. WaitOpen, new TaskEscalated(Wake, 1, After(20), After(10))])
            .When(new TakeTask(Wake, BuildingChief, false, After(11)))
            .Then<TaskTaken>(e => e.By.ShouldBe(BuildingChief));
    }

    [Fact]
    public void Without_an_allowance_no_clock_runs()
    {
        foreach (var kind in Enum.GetValues<TaskClass>())
            Given(Fire)
                .When(new AssignTask(Community, Planned(kind, Unit, Building) with { AllowSeconds = 0 }, Secretary, Night))
                .Then<TaskOpened>(e => e.Due.ShouldBeNull());
    }

    [Fact]
    public void The_clock_of_a_task_starts_when_it_is_given_out()
    {
        Given(Fire)
            .When(new AssignTask(Community, Planned(TaskClass.Life, Unit), Secretary, After(3)))
            .Then<TaskOpened>(e => e.Due.ShouldBe(After(13)));
        Given(Fire)
            .When(new AssignTask(Community, Planned(TaskClass.Wait, Unit, Street), Secretary, After(3)))
            .Then<TaskOpened>(e => e.Due.ShouldBe(After(13)));
        Given(Fire)
            .When(new AssignTask(Community, Planned(TaskClass.Wait, Street), Secretary, After(3)))
            .Then<TaskOpened>(e => e.Due.ShouldBeNull());
    }

    [Fact]
    public void A_professional_step_is_given_to_no_lay_role_and_taken_by_nobody()
    {
        Given(Fire)
            .When(new AssignTask(Community, Planned(TaskClass.Professional, Unit, Grid), Secretary, Night))
            .Then<TaskOpened>(e => (e.Planned.Levels.Count, e.Due).ShouldBe((0, null)));
        Given(ProfessionalOpen).When(new TakeTask(Wake, GridChief, false, After(1))).Refused(IncidentTask.Professional);
        Given(ProfessionalOpen).When(new TakeTask(Wake, StreetOfficer, true, After(1))).Refused(IncidentTask.Professional);
        Given(ProfessionalOpen).When(new ArriveAtTask(Wake, GridChief, After(1))).Refused(IncidentTask.Professional);
        Given(ProfessionalOpen).When(new DeclineTask(Wake, null, GridChief, After(1))).Refused(IncidentTask.Professional);
        Given(ProfessionalOpen).When(new HandOnTask(Wake, MemberOf(UnitChief), GridChief, After(1))).Refused(IncidentTask.Professional);
        Given(ProfessionalOpen).When(new Remind(After(999))).Nothing();
    }

    [Fact]
    public void Who_speaks_for_the_professionals_reports_their_step_done()
    {
        Given(ProfessionalOpen).When(new FinishTask(Wake, GridChief, false, After(1))).Refused(IncidentTask.Professional);
        Given(ProfessionalOpen).When(new FinishTask(Wake, DutyOfficer, true, After(1))).Then(new TaskDone(Wake, DutyOfficer, After(1)));
    }

    [Fact]
    public void Who_took_it_arrives_and_finishes_and_nobody_else()
    {
        Given(LifeOpen).When(new ArriveAtTask(Wake, GridChief, After(2))).Refused(IncidentTask.NotTaken);
        Given(LifeOpen).When(new FinishTask(Wake, GridChief, false, After(2))).Refused(IncidentTask.NotTaken);
        Given(LifeTaken).When(new ArriveAtTask(Wake, UnitChief, After(2))).Refused(IncidentTask.NotYours);
        Given(LifeTaken).When(new FinishTask(Wake, UnitChief, false, After(2))).Refused(IncidentTask.NotYours);
        Given(LifeTaken)
            .When(new ArriveAtTask(Wake, GridChief, After(4)))
            .Then(new TaskArrived(Wake, GridChief, After(4)))
            .When(new FinishTask(Wake, GridChief, false, After(8)))
            .Then(new TaskDone(Wake, GridChief, After(8)));
        Given(LifeTaken).When(new FinishTask(Wake, Secretary, true, After(8))).Then(new TaskDone(Wake, Secretary, After(8)));
    }

    [Fact]
    public void What_is_done_or_cancelled_is_over()
    {
        foreach (var rung in new[] { LifeDone, Cancelled })
        {
            Given(rung).When(new TakeTask(Wake, UnitChief, false, After(9))).Refused(IncidentTask.Over);
            Given(rung).When(new ArriveAtTask(Wake, GridChief, After(9))).Refused(IncidentTask.Over);
            Given(rung).When(new DeclineTask(Wake, null, GridChief, After(9))).Refused(IncidentTask.Over);
            Given(rung).When(new HandOnTask(Wake, MemberOf(UnitChief), GridChief, After(9))).Refused(IncidentTask.Over);
            Given(rung).When(new FinishTask(Wake, UnitChief, false, After(9))).Refused(IncidentTask.Over);
            Given(rung).When(new Remind(After(99))).Nothing();
        }
        Given(LifeDone).When(new FinishTask(Wake, GridChief, false, After(9))).Nothing();
        Given(LifeDone).When(new CancelTask(Wake, null, Secretary, After(9))).Refused(IncidentTask.Over);
        Given(Cancelled).When(new CancelTask(Wake, null, Secretary, After(9))).Nothing();
    }

    [Fact]
    public void A_life_safety_task_that_is_given_back_calls_everybody_anew() =>
        Given(LifeArrived)
            .When(new DeclineTask(Wake, Hidden("腿摔了"), GridChief, After(5)))
            .Then(new TaskDeclined(Wake, Hidden("腿摔了"), 0, After(15), GridChief, After(5)))
            .When(new TakeTask(Wake, UnitChief, false, After(6)))
            .Then<TaskTaken>(e => e.By.ShouldBe(UnitChief));

    [Fact]
    public void A_task_that_can_wait_goes_up_at_once_when_it_is_given_back() =>
        Given(WaitTaken)
            .When(new DeclineTask(Wake, null, UnitChief, After(5)))
            .Then(new TaskDeclined(Wake, null, 1, After(15), UnitChief, After(5)));

    [Fact]
    public void When_the_only_one_asked_cannot_the_next_is_asked_at_once() =>
        Given(WaitOpen)
            .When(new DeclineTask(Wake, null, UnitChief, After(2)))
            .Then(new TaskDeclined(Wake, null, 1, After(12), UnitChief, After(2)))
            .When(new DeclineTask(Wake, null, BuildingChief, After(3)))
            .Then(new TaskDeclined(Wake, null, 2, null, BuildingChief, After(3)));

    [Fact]
    public void As_long_as_another_is_asked_too_declining_changes_nothing_for_them()
    {
        var two = new Level("volunteer", [MemberOf(Volunteer), MemberOf(Responder)]);
        Given(Opened(Planned(TaskClass.Wait, two, Street), After(10)))
            .When(new DeclineTask(Wake, null, Volunteer, After(2)))
            .Then(new TaskDeclined(Wake, null, 0, After(10), Volunteer, After(2)))
            .When(new DeclineTask(Wake, null, Volunteer, After(3)))
            .Nothing()
            .When(new DeclineTask(Wake, null, Responder, After(4)))
            .Then(new TaskDeclined(Wake, null, 1, null, Responder, After(4)));
        Given(LifeOpen)
            .When(new DeclineTask(Wake, null, UnitChief, After(2)))
            .Then(new TaskDeclined(Wake, null, 0, After(10), UnitChief, After(2)));
    }

    [Fact]
    public void Who_declined_may_still_take_it() =>
        Given(LifeOpen)
            .When(new DeclineTask(Wake, null, UnitChief, After(2)))
            .When(new TakeTask(Wake, UnitChief, false, After(3)))
            .Then(new TaskTaken(Wake, UnitChief, After(3)));

    [Fact]
    public void Nobody_declines_what_was_not_asked_of_them_nor_what_another_has()
    {
        Given(WaitOpen).When(new DeclineTask(Wake, null, Volunteer, After(2))).Refused(IncidentTask.NotAlerted);
        Given(LifeTaken).When(new DeclineTask(Wake, null, UnitChief, After(2))).Nothing();
    }

    [Fact]
    public void Who_has_a_task_hands_it_on_and_the_other_is_asked_in_time()
    {
        Given(LifeTaken)
            .When(new HandOnTask(Wake, MemberOf(Volunteer), GridChief, After(3)))
            .Then(new TaskHandedOn(Wake, MemberOf(Volunteer), After(13), GridChief, After(3)))
            .When(new Remind(After(13)))
            .Then(new TaskReminded(Wake, 1, After(23), After(13)))
            .When(new TakeTask(Wake, Volunteer, false, After(14)))
            .Then(new TaskTaken(Wake, Volunteer, After(14)));
        Given(LifeOpen).When(new HandOnTask(Wake, MemberOf(Volunteer), GridChief, After(3))).Refused(IncidentTask.NotTaken);
        Given(LifeTaken).When(new HandOnTask(Wake, MemberOf(Volunteer), UnitChief, After(3))).Refused(IncidentTask.NotYours);
        Given(LifeTaken).When(new HandOnTask(Wake, MemberOf(GridChief), GridChief, After(3))).Nothing();
        // The secretary, who gives out tasks, hands on the task of a person who leaves.
        Given(LifeTaken)
            .When(new HandOnTask(Wake, MemberOf(Volunteer), Secretary, After(3), ForHolder: true))
            .Then(new TaskHandedOn(Wake, MemberOf(Volunteer), After(13), Secretary, After(3)));
    }

    [Fact]
    public void Handed_on_and_not_taken_a_task_that_can_wait_goes_on_up_its_ladder() =>
        Given(WaitTaken)
            .When(new HandOnTask(Wake, MemberOf(Volunteer), UnitChief, After(3)))
            .When(new TakeTask(Wake, BuildingChief, false, After(4)))
            .Refused(IncidentTask.NotAlerted)
            .When(new Remind(After(13)))
            .Then(new TaskEscalated(Wake, 2, After(23), After(13)))
            .When(new TakeTask(Wake, BuildingChief, false, After(14)))
            .Then<TaskTaken>(e => e.By.ShouldBe(BuildingChief));

    [Fact]
    public void Handed_on_by_the_street_and_not_taken_it_comes_back_to_the_street() =>
        Given(WaitAtStreet)
            .When(new TakeTask(Wake, StreetOfficer, true, After(21)))
            .When(new HandOnTask(Wake, MemberOf(Volunteer), StreetOfficer, After(22)))
            .Then<TaskHandedOn>(e => e.Due.ShouldBe(After(32)))
            .When(new Remind(After(32)))
            .Then<TaskEscalated>(e => e.Due.ShouldBeNull())
            .Now<Incident>(i => i.Tasks[Wake].Levels[i.Tasks[Wake].Level].ShouldBe(Street));

    [Fact]
    public void A_card_runs_once_in_a_community_and_gives_out_all_its_steps()
    {
        var card = new ActivatedCard(Community, "old-block-fire", "2026-1", 42, Night);
        var second = Planned(TaskClass.Wait, Unit, Street) with { Id = Id<TaskId>(2) };
        Given(Fire)
            .When(new ActivateCard(card, [Planned(TaskClass.Life, Unit), second], Secretary, Night))
            .Then(
                new CardActivated(card, Secretary, Night),
                new TaskOpened(Wake, Community, card.Card, Planned(TaskClass.Life, Unit), After(10), Secretary, Night),
                new TaskOpened(second.Id, Community, card.Card, second, After(10), Secretary, Night)
            )
            .When(new ActivateCard(card with { At = After(1) }, [], StreetOfficer, After(1)))
            .Refused(IncidentTask.CardActive, "old-block-fire", "2026-03-10T13:07:00.0000000+00:00")
            .When(new ActivateCard(card with { Community = Neighbours, At = After(1) }, [], StreetOfficer, After(1)))
            .Then<CardActivated>(e => e.Card.Community.ShouldBe(Neighbours));
    }

    [Fact]
    public void A_card_that_ran_elsewhere_ends_with_what_nobody_has_done_and_may_run_again()
    {
        var card = new ActivatedCard(Community, "old-block-fire", "2026-1", 42, Night);
        var (done, later, own) = (Id<TaskId>(2), Id<TaskId>(3), Id<TaskId>(4));
        var step = Planned(TaskClass.Life, Unit);
        Given(Fire)
            .When(new ActivateCard(card, [step, step with { Id = done }], Secretary, Night))
            // A door added later has a task of the same step; a task in somebody's own words has none.
            .When(new AssignTask(Community, step with { Id = later }, Secretary, After(1)))
            .When(new AssignTask(Community, step with { Id = own, Step = null }, Secretary, After(1)))
            .When(new FinishTask(done, Secretary, true, After(2)))
            .When(new EndCard(Neighbours, card.Card, Secretary, After(3)))
            .Nothing()
            .When(new EndCard(Community, card.Card, Secretary, After(3)))
            .Then(
                new TaskCancelled(Wake, null, Secretary, After(3)),
                new TaskCancelled(later, null, Secretary, After(3)),
                new CardEnded(Community, card.Card, Secretary, After(3))
            )
            .When(new EndCard(Community, card.Card, Secretary, After(4)))
            .Nothing()
            .When(new ActivateCard(card with { At = After(5) }, [], Secretary, After(5)))
            .Then<CardActivated>(e => e.Card.At.ShouldBe(After(5)));
    }
}
