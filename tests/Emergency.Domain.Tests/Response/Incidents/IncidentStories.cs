using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

public sealed class IncidentStories
{
    private static readonly CaseKey Fire = new("119", "F-1"),
        Ambulance = new("120", "A-1");
    private static readonly Area Circle = new Area.Circle(Point, 150),
        Wider = new Area.Circle(Point, 300);
    private static readonly IncidentOpened Opened = TaskLadder.Fire with { Case = Fire };

    private static Story Given(params IncidentEvent[] events) => Story.Of(Noun.Incident).Given(events);

    private static AddReport Report(int id, CaseKey? from, Category? category = null, Priority? priority = null, Located? there = null) =>
        new(Id<ReportId>(id), from, category, priority, there, null, Hidden("又来电"), DutyOfficer, After(2));

    [Fact]
    public void An_incident_without_a_place_is_taken_and_marked_to_be_verified() =>
        Given()
            .When(
                new OpenIncident(
                    County,
                    null,
                    null,
                    Category.Fire,
                    Priority.Life,
                    null,
                    "missing",
                    Id<ReportId>(1),
                    Fire,
                    null,
                    Night,
                    Hidden("着火"),
                    DutyOfficer,
                    Night
                )
            )
            .Then<IncidentOpened>(e => (e.Location, e.Doubt).ShouldBe((null, "missing")))
            .When(Report(2, Ambulance, there: There))
            .Now<Incident>(i => (i.Location, i.Doubt).ShouldBe((There, null)));

    [Fact]
    public void Opening_the_same_incident_twice_is_opening_it_once()
    {
        var open = new OpenIncident(
            County,
            Community,
            G1,
            Category.Fire,
            Priority.Life,
            There,
            null,
            Id<ReportId>(1),
            Fire,
            null,
            Night,
            Hidden("着火"),
            DutyOfficer,
            Night
        );
        Given().When(open).When(open with { Text = Hidden("又封一次") }).Nothing();
        Given().When(open).When(open with { Report = Id<ReportId>(9) }).Refused(Incident.AlreadyOpen);
    }

    [Fact]
    public void In_a_withdrawn_incident_nobody_does_anything()
    {
        IncidentEvent[] over = [.. TaskLadder.LifeOpen, new IncidentWithdrawn(Hidden("误报"), DutyOfficer, After(1))];
        Given(over).When(new TakeTask(TaskLadder.Wake, GridChief, false, After(2))).Refused(Incident.Over);
        Given(over).When(Report(2, Fire)).Refused(Incident.Over);
        Given(over).When(new DrawImpact(Circle, [Community], Secretary, After(2))).Refused(Incident.Over);
        Given(over).When(new ContainIncident(DutyOfficer, After(2))).Refused(Incident.Over);
        Given(over).When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(2))).Nothing();
        Given(over).When(new Remind(After(99))).Nothing();
    }

    [Fact]
    public void A_life_that_nobody_looks_after_in_five_minutes_is_said_once_and_no_longer_shown_once_somebody_does()
    {
        var opened = Opened with { Priority = Priority.Life };
        opened.Due.ShouldBe(opened.At.AddMinutes(5));
        (Opened with { Priority = Priority.Urgent }).Due.ShouldBeNull();
        Given(opened)
            .When(new Remind(opened.At.AddMinutes(4)))
            .Nothing()
            .When(new Remind(opened.At.AddMinutes(5)))
            .Then(new IncidentUnattended(opened.At.AddMinutes(5)))
            .When(new Remind(opened.At.AddMinutes(6)))
            .Nothing()
            .Now<Incident>(fire => fire.Unattended.ShouldBeTrue())
            .When(new DrawImpact(Circle, [Community], Secretary, After(9)))
            .Now<Incident>(fire => fire.Unattended.ShouldBeFalse());
        Given(opened, new ImpactDrawn(Circle, [Community], [], 1, Secretary, After(2))).When(new Remind(After(99))).Nothing();
    }

    [Fact]
    public void Somebody_who_is_given_a_task_looks_after_it_whether_in_time_or_late()
    {
        var (opened, task) = (
            Opened with
            {
                Priority = Priority.Life,
            },
            TaskLadder.Planned(Domain.Plans.TaskClass.Wait) with
            {
                Id = Id<TaskId>(7),
                AllowSeconds = 0,
            }
        );
        var assign = new AssignTask(Community, task, Secretary, After(1));
        var given = new TaskOpened(task.Id, Community, null, task, null, Secretary, After(1));
        Given(opened).When(assign).Then(given, new IncidentAttended(After(1))).When(new Remind(After(99))).Nothing();
        Given(opened, new IncidentUnattended(After(0))).When(assign).Now<Incident>(fire => fire.Unattended.ShouldBeFalse());
        // An incident that was given a task by an earlier version is attended too.
        Given(opened, given).When(new Remind(After(99))).Then(new IncidentAttended(After(99))).When(new Remind(After(100))).Nothing();
    }

    [Fact]
    public void Who_does_not_know_the_incident_is_told_so()
    {
        Given().When(new TakeTask(TaskLadder.Wake, GridChief, false, After(2))).Refused(Incident.Unknown);
        Given().When(new Remind(After(99))).Nothing();
    }

    [Fact]
    public void Withdrawing_ends_what_nobody_has_taken_and_waits_for_who_is_on_the_way()
    {
        Given(TaskLadder.LifeOpen)
            .When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(1)))
            .Then(
                new TaskCancelled(TaskLadder.Wake, Hidden("误报"), DutyOfficer, After(1)),
                new IncidentWithdrawn(Hidden("误报"), DutyOfficer, After(1))
            );
        Given(TaskLadder.LifeTaken).When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(2))).Refused(Incident.TasksRunning, "1");
        Given(TaskLadder.LifeArrived).When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(5))).Refused(Incident.TasksRunning, "1");
        Given(TaskLadder.LifeDone)
            .When(new WithdrawIncident(Hidden("误报"), DutyOfficer, After(9)))
            .Then(new IncidentWithdrawn(Hidden("误报"), DutyOfficer, After(9)));
    }

    [Fact]
    public void A_named_official_sets_the_grade_and_a_contained_incident_goes_on()
    {
        Given(Opened)
            .When(new GradeIncident(Grade.General, DutyOfficer, After(1)))
            .Then(new IncidentGraded(Grade.General, DutyOfficer, After(1)))
            .When(new GradeIncident(Grade.General, DutyOfficer, After(2)))
            .Nothing();
        Given(Opened)
            .When(new ContainIncident(DutyOfficer, After(1)))
            .Then(new IncidentContained(DutyOfficer, After(1)))
            .When(new ContainIncident(DutyOfficer, After(2)))
            .Nothing()
            .When(Report(2, Fire))
            .Then<ReportAdded>(e => e.Report.ShouldBe(Id<ReportId>(2)));
    }

    [Fact]
    public void The_wind_is_as_it_was_told_last_and_every_telling_is_kept()
    {
        Given(Opened)
            .When(new TellWind(315, 3, Secretary, After(1)))
            .Then(new WindTold(315, 3, Secretary, After(1)))
            // The same wind reported again confirms it: the newer time is the news.
            .When(new TellWind(315, 3, DutyOfficer, After(20)))
            .Then(new WindTold(315, 3, DutyOfficer, After(20)))
            .When(new TellWind(90, 1, Secretary, After(5)))
            .Nothing()
            .When(new TellWind(-1, 3, Secretary, After(21)))
            .Refused(Incident.BadWind)
            .When(new TellWind(0, Wind.Strongest + 1, Secretary, After(21)))
            .Refused(Incident.BadWind)
            .Now<Incident>(state => state.Wind.ShouldBe(new Wind(315, 3, DutyOfficer, After(20))));
    }

    [Fact]
    public void A_social_security_incident_has_no_grade() =>
        Given(Opened with { Category = Category.PublicOrder })
            .When(new GradeIncident(Grade.Major, DutyOfficer, After(1)))
            .Refused(Incident.NoGrade)
            .When(new GradeIncident(null, DutyOfficer, After(1)))
            .Nothing();

    [Fact]
    public void Another_report_may_raise_the_urgency_and_never_lowers_it()
    {
        Given(Opened with { Priority = Priority.Normal })
            .When(Report(2, Ambulance, priority: Priority.Life))
            .Then<ReportAdded>(e => e.Priority.ShouldBe(Priority.Life))
            .Now<Incident>(i => i.Priority.ShouldBe(Priority.Life));
        Given(Opened)
            .When(Report(2, Ambulance, priority: Priority.Normal))
            .Then<ReportAdded>(e => e.Priority.ShouldBeNull())
            .Now<Incident>(i => i.Priority.ShouldBe(Priority.Life));
    }

    [Fact]
    public void Only_who_told_it_first_corrects_what_it_is()
    {
        Given(Opened).When(Report(2, Ambulance, Category.Medical)).Now<Incident>(i => i.Category.ShouldBe(Category.Fire));
        Given(Opened).When(Report(2, Fire, Category.Gas)).Now<Incident>(i => i.Category.ShouldBe(Category.Gas));
        Given(Opened with { Category = Category.Other })
            .When(Report(2, Ambulance, Category.Medical))
            .Now<Incident>(i => i.Category.ShouldBe(Category.Medical));
        Given(Opened).When(Report(1, Fire)).Nothing();
    }

    [Fact]
    public void A_hotline_takes_its_reports_back_and_the_incident_stays()
    {
        Given(Opened)
            .When(new WithdrawReports(Fire, Hidden("误报"), After(3)))
            .Then(new ReportsWithdrawn(Fire, Hidden("误报"), After(3)))
            .Now<Incident>(i => (i.Stage, i.Reports.Values.Single().Withdrawn).ShouldBe((IncidentStage.Active, true)))
            .When(new WithdrawReports(Fire, Hidden("误报"), After(4)))
            .Nothing();
        Given(Opened).When(new WithdrawReports(Ambulance, Hidden("误报"), After(3))).Refused(Domain.Incidents.Report.Unknown, "120:A-1");
    }

    [Fact]
    public void Who_verifies_the_place_takes_the_doubt_away() =>
        Given(Opened with { Doubt = "outside" })
            .When(new VerifyLocation(There, County, Community, G2, Secretary, After(3)))
            .Then(new LocationVerified(There, County, Community, G2, Secretary, After(3)))
            .Now<Incident>(i => (i.Doubt, i.Grid).ShouldBe((null, G2)));

    [Fact]
    public void Drawing_another_area_lets_go_of_the_communities_it_no_longer_touches() =>
        Given(Opened)
            .When(new DrawImpact(Wider, [Community, Neighbours], Secretary, After(1)))
            .Then(new ImpactDrawn(Wider, [Community, Neighbours], [], 1, Secretary, After(1)))
            .When(new DrawImpact(Wider, [Community, Neighbours], DutyOfficer, After(2)))
            .Nothing()
            .When(new DrawImpact(Circle, [Community], Secretary, After(3)))
            .Then(new ImpactDrawn(Circle, [Community], [Neighbours], 2, Secretary, After(3)));

    [Theory]
    [InlineData(Category.Fire, false)]
    [InlineData(Category.Gas, false)]
    [InlineData(Category.Flood, true)]
    [InlineData(Category.Geological, true)]
    public void An_area_says_what_it_is_for_and_water_and_slopes_are_left(Category category, bool leaves)
    {
        AreaPurpose? usual = leaves ? AreaPurpose.Evacuate : null;
        var other = leaves ? AreaPurpose.Check : AreaPurpose.Evacuate;
        Given(Opened with { Category = category })
            .When(new DrawImpact(Circle, [Community], Secretary, After(1)))
            .Then(new ImpactDrawn(Circle, [Community], [], 1, Secretary, After(1), usual))
            .When(new DrawImpact(Circle, [Community], Secretary, After(2), usual ?? AreaPurpose.Check))
            .Nothing()
            .When(new DrawImpact(Circle, [Community], Secretary, After(3), other))
            .Then(new ImpactDrawn(Circle, [Community], [], 2, Secretary, After(3), leaves ? null : AreaPurpose.Evacuate))
            .When(new DrawImpact(Wider, [Community], Secretary, After(4)))
            .Then<ImpactDrawn>(drawn => (drawn.Purpose ?? AreaPurpose.Check).ShouldBe(other));
    }
}
