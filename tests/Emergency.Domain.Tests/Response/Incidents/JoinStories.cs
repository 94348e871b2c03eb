using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>119 and 12345 are told of the same fire: the second incident is joined to the first.</summary>
public sealed class JoinStories
{
    private static readonly IncidentId Main = Id<IncidentId>(7),
        Other = Id<IncidentId>(8);
    private static readonly CaseKey Line = new("12345", "W-77");
    public static readonly JoinIncident Join = new(Main, 0, 12, DutyOfficer, After(5));
    public static readonly IncidentJoined Joined = new(Main, 12, DutyOfficer, After(5));
    private static readonly Report Told = new(Id<ReportId>(31), Line, null, null, Hidden("楼道有烟"), After(3), false);
    private static readonly TakeInIncident TakeIn = new(Other, Priority.Life, [Told], DutyOfficer, After(5));

    private static Story Given(params IncidentEvent[] events) => Story.Of(Noun.Incident).Given(events);

    [Fact]
    public void A_joined_incident_is_worked_on_no_more_and_split_it_is_as_it_was() =>
        Given(TaskLadder.Fire, new IncidentContained(DutyOfficer, After(1)))
            .When(Join)
            .Then(Joined)
            .Now<Incident>(fire => fire.Stage.ShouldBe(IncidentStage.Joined))
            .When(new GradeIncident(Grade.General, DutyOfficer, After(6)))
            .Refused(Incident.IsJoined)
            .When(new ActivateCard(new(Community, "c", "1", 1, After(6)), [], Secretary, After(6)))
            .Refused(Incident.IsJoined)
            .When(Join with { Main = Other })
            .Refused(Incident.IsJoined)
            .When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(6)))
            .Refused(Incident.IsJoined)
            .When(new SplitIncident(DutyOfficer, After(9)))
            .Then(new IncidentSplit(Main, DutyOfficer, After(9)))
            .Now<Incident>(fire => (fire.Stage, fire.Joined).ShouldBe((IncidentStage.Contained, null)));

    [Fact]
    public void Where_work_has_begun_it_is_the_main_one_and_is_not_joined_to_another()
    {
        foreach (var begun in new[] { TaskLadder.LifeOpen, TaskLadder.LifeTaken, TaskLadder.LifeDone })
            Given([.. begun.Cast<IncidentEvent>()]).When(Join).Refused(Incident.WorkBegun);
        Given(TaskLadder.Fire).When(Join with { Begun = 1 }).Refused(Incident.WorkBegun);
        Given(TaskLadder.Fire, new IncidentTakenIn(Other, null, [Told], DutyOfficer, After(5))).When(Join).Refused(Incident.WorkBegun);
    }

    [Fact]
    public void What_its_hotline_tells_it_is_still_written_down() =>
        Given(TaskLadder.Fire, Joined)
            .When(new AddReport(Id<ReportId>(40), Line, null, null, null, null, Hidden("三楼有人"), DutyOfficer, After(8)))
            .Then<ReportAdded>(added => added.Case.ShouldBe(Line))
            .Now<Incident>(fire => fire.Stage.ShouldBe(IncidentStage.Joined));

    [Fact]
    public void Its_cases_hang_on_the_main_one_until_they_are_split() =>
        Given(TaskLadder.Fire with { Priority = Priority.Urgent })
            .When(TakeIn)
            .Then(new IncidentTakenIn(Other, Priority.Life, [Told], DutyOfficer, After(5)))
            .Now<Incident>(fire => (fire.Reports[Told.Id].Case, fire.Priority).ShouldBe((Line, Priority.Life)))
            .When(TakeIn with { Reports = [Told with { Withdrawn = true }] })
            .Then(new IncidentTakenIn(Other, null, [Told with { Withdrawn = true }], DutyOfficer, After(5)))
            .When(new GiveBackIncident(Other, DutyOfficer, After(9)))
            .Then(new IncidentGivenBack(Other, DutyOfficer, After(9)))
            .Now<Incident>(fire =>
            {
                fire.Reports.ShouldNotContainKey(Told.Id);
                fire.TakenIn.ShouldBeEmpty();
            });

    [Fact]
    public void An_ended_scene_takes_nothing_in_but_gives_back_what_it_had() =>
        Given([
                TaskLadder.Fire,
                new IncidentTakenIn(Other, null, [Told], DutyOfficer, After(5)),
                new SceneEnded(40, StreetOfficer, After(60)),
            ])
            .When(TakeIn with { Other = Main })
            .Refused(Incident.SceneOver)
            .When(new GiveBackIncident(Other, DutyOfficer, After(61)))
            .Then(new IncidentGivenBack(Other, DutyOfficer, After(61)));
}
