using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Incidents.EndingLadder;

namespace Emergency.Domain.Tests.Incidents;

public sealed class EndingStories
{
    private static readonly By Commander = new(new("commander"), Role.CountyCommander);

    private static Story Given(IncidentEvent[] events) => Story.Of(Noun.Incident).Given(events);

    private static CardActivated Started(By by) => new(new(Community, "old-block-fire", "1", 3, Night), by, Night);

    [Fact]
    public void The_scene_does_not_end_while_a_door_is_unsettled_or_a_life_is_a_task()
    {
        Given(TaskLadder.LifeDone)
            .When(End with { Doors = [new(Community, 1, 2, 3), new(Neighbours, 0, 1, 1)] })
            .Refused(Incident.SceneNotReady, "1", "3", "4", "0");
        Given(TaskLadder.LifeTaken).When(End).Refused(Incident.SceneNotReady, "0", "0", "0", "1");
        Given(TaskLadder.LifeDone)
            .When(End with { Doors = [new(Community, 0, 0, 0)] })
            .Then(new SceneEnded(40, StreetOfficer, After(60)))
            .When(End)
            .Nothing();
    }

    [Fact]
    public void What_can_wait_ends_with_the_scene_and_is_not_asked_for_again() =>
        Given(TaskLadder.WaitTaken)
            .When(End)
            .Then(new TaskCancelled(TaskLadder.Wake, null, StreetOfficer, After(60)), new SceneEnded(40, StreetOfficer, After(60)))
            .When(new Remind(After(999)))
            .Nothing();

    [Fact]
    public void In_an_ended_scene_nobody_takes_assigns_or_draws_anything() =>
        Given(AtRest)
            .When(new TakeTask(TaskLadder.Wake, GridChief, true, After(61)))
            .Refused(Incident.SceneOver)
            .When(
                new AssignTask(Community, TaskLadder.Planned(Domain.Plans.TaskClass.Life) with { Id = Id<TaskId>(9) }, Secretary, After(61))
            )
            .Refused(Incident.SceneOver)
            .When(new ContainIncident(StreetOfficer, After(61)))
            .Refused(Incident.SceneOver)
            .When(new TellWind(0, 3, DutyOfficer, After(61)))
            .Refused(Incident.SceneOver)
            .When(new AskSupplies(TaskLadder.Wake, [new("手电", 1)], GridChief, After(61)))
            .Refused(Incident.SceneOver)
            .When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(61)))
            .Refused(Incident.Over)
            .When(new GradeIncident(Grade.Larger, DutyOfficer, After(61)))
            .Then(new IncidentGraded(Grade.Larger, DutyOfficer, After(61)));

    [Fact]
    public void A_call_that_comes_after_the_end_is_not_swallowed_by_what_has_ended() =>
        Given(AtRest)
            .When(
                new AddReport(Id<ReportId>(5), new CaseKey("119", "F-1"), null, null, null, null, Hidden("又着了"), DutyOfficer, After(70))
            )
            .Refused(Incident.Over);

    [Fact]
    public void A_door_opened_in_the_last_moment_opens_the_scene_again()
    {
        Given(AtRest)
            .When(new ReopenScene(Community, After(61)))
            .Then(new SceneReopened(Community, After(61)))
            .When(new ReopenScene(Community, After(62)))
            .Nothing()
            .Now<Incident>(fire => fire.Stage.ShouldBe(IncidentStage.Contained))
            .When(End with { At = After(70) })
            .Then(new SceneEnded(40, StreetOfficer, After(70)));
        Given(Terminated).When(new ReopenScene(Community, After(91))).Then(new SceneReopened(Community, After(91)));
        Given(Filed).When(new ReopenScene(Community, After(9_999))).Refused(Incident.Over);
    }

    [Fact]
    public void The_response_is_ended_by_who_started_it_or_above()
    {
        Given([TaskLadder.Fire, Started(Secretary), new SceneEnded(40, StreetOfficer, After(60))])
            .When(new EndResponse(Secretary, After(90)))
            .Then(new ResponseEnded(Secretary, After(90)))
            .When(new EndResponse(DutyOfficer, After(91)))
            .Nothing();
        Given([TaskLadder.Fire, Started(StreetOfficer), Started(Secretary), new SceneEnded(40, StreetOfficer, After(60))])
            .When(new EndResponse(Secretary, After(90)))
            .Refused(Incident.NotStarter)
            .When(new EndResponse(StreetOfficer, After(90)))
            .Then(new ResponseEnded(StreetOfficer, After(90)));
        Given([TaskLadder.Fire with { By = new(new("hotline:119"), Role.Partner) }, new SceneEnded(40, StreetOfficer, After(60))])
            .When(new EndResponse(StreetOfficer, After(90)))
            .Refused(Incident.NotStarter)
            .When(new EndResponse(Commander, After(90)))
            .Then(new ResponseEnded(Commander, After(90)));
    }

    [Fact]
    public void The_three_acts_follow_one_another() =>
        Given(TaskLadder.LifeDone)
            .When(new EndResponse(DutyOfficer, After(50)))
            .Refused(Incident.SceneRunning)
            .When(Archive)
            .Refused(Incident.SceneRunning)
            .When(End)
            .Then(new SceneEnded(40, StreetOfficer, After(60)))
            .When(Archive)
            .Refused(Incident.ResponseRunning)
            .When(new EndResponse(DutyOfficer, After(90)))
            .Then(new ResponseEnded(DutyOfficer, After(90)))
            .When(Archive)
            .Then(new IncidentArchived(Hidden("终报"), 90, StreetOfficer, After(999)))
            .When(Archive)
            .Nothing();

    [Fact]
    public void Goods_that_are_out_and_care_that_is_open_hold_back_the_archive_and_nothing_else() =>
        Given(Terminated)
            .When(Archive with { Goods = [new(Community, Id<LotId>(1), TaskLadder.Wake, 2)], Care = 1, FinalReport = null })
            .Refused(Incident.ArchiveNotReady, "1", "1", "1")
            .When(Archive with { Care = 1 })
            .Refused(Incident.ArchiveNotReady, "0", "1", "0")
            .When(Archive)
            .Then<IncidentArchived>(e => e.By.ShouldBe(StreetOfficer));

    [Fact]
    public void An_archived_incident_takes_nothing_more() =>
        Given(Filed)
            .When(new GradeIncident(Grade.Major, DutyOfficer, After(9_999)))
            .Refused(Incident.Over)
            .When(new TakeTask(TaskLadder.Wake, GridChief, true, After(9_999)))
            .Refused(Incident.SceneOver)
            .When(End)
            .Nothing();
}
