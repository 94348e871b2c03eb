using Emergency.Domain.Cases;
using static Emergency.Domain.Tests.Cast;
using Case = Emergency.Domain.Cases.Case;

namespace Emergency.Domain.Tests.Cases;

public sealed class CaseStories
{
    private static readonly CaseFacts Facts = new(
        new("119", "F-1"),
        Category.Fire,
        Priority.Life,
        County,
        Community,
        G1,
        There,
        null,
        null,
        Night,
        Hidden("老楼着火")
    );
    private static readonly CaseFacts Corrected = Facts with { Casualties = new(0, 2, 1) };
    private static readonly CaseReceived Received = new(Facts, Id<IncidentId>(1), Id<ReportId>(1), Night);
    private static readonly CaseCancelled Cancelled = new(Id<IncidentId>(1), Hidden("误报"), After(3));

    private static Story Given(params CaseEvent[] events) => Story.Of(Noun.Case).Given(events);

    private static ReceiveCase Receive(CaseFacts facts, int incident = 2) =>
        new(facts, Id<IncidentId>(incident), Id<ReportId>(incident), After(5));

    [Fact]
    public void The_first_message_of_a_case_opens_an_incident_and_a_second_joins_it() =>
        Given()
            .When(new ReceiveCase(Facts, Id<IncidentId>(1), Id<ReportId>(1), Night))
            .Then(Received)
            .When(Receive(Facts))
            .Nothing()
            .When(Receive(Corrected))
            .Then(new CaseUpdated(Corrected, Id<IncidentId>(1), Id<ReportId>(2), After(5)));

    [Fact]
    public void What_comes_over_12345_and_is_no_emergency_waits_until_somebody_makes_it_an_incident_or_it_turns_out_to_be_one()
    {
        var noise = Facts with { Key = new("12345", "W-1"), Category = Category.Other, Priority = Priority.Normal };
        var waiting = new CaseReceived(noise, Id<IncidentId>(2), Id<ReportId>(2), After(5), Waits: true);
        Given().When(Receive(noise)).Then(waiting).Now<Case>(c => c.Waits.ShouldBeTrue());
        Given(waiting)
            .When(new PromoteCase(Id<ReportId>(7), DutyOfficer, After(6)))
            .Then(new CasePromoted(noise, Id<IncidentId>(2), Id<ReportId>(7), DutyOfficer, After(6)))
            .When(new PromoteCase(Id<ReportId>(8), DutyOfficer, After(7)))
            .Nothing()
            .Now<Case>(c => c.Waits.ShouldBeFalse());
        var worse = noise with { Priority = Priority.Life };
        Given(waiting)
            .When(Receive(worse, 3))
            .Then(
                new CaseUpdated(worse, Id<IncidentId>(2), Id<ReportId>(3), After(5), Waits: true),
                new CasePromoted(worse, Id<IncidentId>(2), Id<ReportId>(3), null, After(5), [new(noise, Id<ReportId>(2), After(5))])
            );
        Given(waiting).When(Receive(noise with { Casualties = new(0, 0, 0) }, 3)).Then<CaseUpdated>(e => e.Waits.ShouldBe(true));
    }

    [Fact]
    public void What_was_told_while_a_case_waited_goes_with_it_into_the_incident_and_callers_that_were_destroyed_do_not()
    {
        var noise = Facts with
        {
            Key = new("12345", "W-1"),
            Category = Category.Other,
            Priority = Priority.Normal,
            Caller = Hidden("何试人"),
        };
        var again = noise with { Text = Hidden("水还在漏") };
        CaseTelling first = new(noise, Id<ReportId>(2), After(5));
        var told = Given(
            new CaseReceived(noise, Id<IncidentId>(2), Id<ReportId>(2), After(5), Waits: true),
            new CaseUpdated(again, Id<IncidentId>(2), Id<ReportId>(3), After(6), Waits: true)
        );
        told.When(new PromoteCase(Id<ReportId>(7), DutyOfficer, After(8)))
            .Then(new CasePromoted(again, Id<IncidentId>(2), Id<ReportId>(7), DutyOfficer, After(8), [first]))
            .Now<Case>(c => c.Told.ShouldBeEmpty());
        Given(
                new CaseReceived(noise, Id<IncidentId>(2), Id<ReportId>(2), After(5), Waits: true),
                new CaseUpdated(again, Id<IncidentId>(2), Id<ReportId>(3), After(6), Waits: true),
                new CaseCallersErased(
                    Id<IncidentId>(2),
                    Domain.ErasureBasis.TermOver,
                    [new Guid(7, 0, 0, new byte[8])],
                    StreetOfficer,
                    After(7)
                )
            )
            .When(new PromoteCase(Id<ReportId>(7), DutyOfficer, After(8)))
            .Then<CasePromoted>(e => e.Earlier![0].Facts.Caller.ShouldBeNull());
    }

    [Fact]
    public void Who_called_of_a_case_that_became_no_incident_is_destroyed_and_what_was_told_stays()
    {
        var (key, other) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));
        var noise = Facts with
        {
            Key = new("12345", "W-2"),
            Category = Category.Other,
            Priority = Priority.Normal,
            Caller = Hidden("何试人"),
        };
        var erase = new EraseCaseCallers(Id<IncidentId>(2), Domain.ErasureBasis.TermOver, [key], StreetOfficer, After(9));
        var erased = new CaseCallersErased(Id<IncidentId>(2), Domain.ErasureBasis.TermOver, [key], StreetOfficer, After(9));
        Given().When(erase).Refused(Case.Unknown).When(erase with { Again = true }).Then(erased);
        Given(new CaseReceived(noise, Id<IncidentId>(2), Id<ReportId>(2), After(5), Waits: true))
            .When(erase)
            .Then(erased)
            .Now<Case>(c => (c.Facts, c.Waits).ShouldBe((noise with { Caller = null }, true)))
            .When(erase)
            .Nothing()
            .When(erase with { Keys = [other] })
            .Then(erased with { Keys = [other] });
    }

    [Fact]
    public void What_was_opened_before_cases_could_wait_stays_an_incident()
    {
        var noise = Facts with { Key = new("12345", "W-1"), Category = Category.Other, Priority = Priority.Normal };
        var stored = new CaseReceived(noise, Id<IncidentId>(2), Id<ReportId>(2), After(5));
        Given(stored).When(Receive(noise with { Casualties = new(0, 0, 0) }, 3)).Then<CaseUpdated>(e => e.Waits.ShouldBeNull());
        Given(stored).When(new PromoteCase(Id<ReportId>(7), DutyOfficer, After(6))).Nothing();
    }

    [Fact]
    public void A_case_without_a_place_is_taken() =>
        Given()
            .When(Receive(Facts with { Location = null, Community = null, Grid = null, Doubt = "missing" }))
            .Then<CaseReceived>(e => e.Facts.Doubt.ShouldBe("missing"));

    [Fact]
    public void A_case_that_was_never_handed_over_is_not_taken_back() =>
        Given().When(new CancelCase(Hidden("误报"), Night)).Refused(Case.Unknown);

    [Fact]
    public void A_case_is_taken_back_once() =>
        Given(Received)
            .When(new CancelCase(Hidden("误报"), After(3)))
            .Then(Cancelled)
            .When(new CancelCase(Hidden("误报"), After(4)))
            .Nothing();

    [Fact]
    public void What_is_handed_over_anew_after_it_was_taken_back_is_never_refused()
    {
        Given(Received, Cancelled)
            .When(Receive(Facts with { ReceivedAt = After(4) }))
            .Then<CaseReceived>(e => e.Incident.ShouldBe(Id<IncidentId>(2)))
            .Now<Case>(c => (c.Cancelled, c.Messages).ShouldBe((false, 3)));
        Given(Received, Cancelled).When(Receive(Facts with { Text = Hidden("老楼着火, 又封一次") })).Nothing();
    }

    [Fact]
    public void A_cancellation_that_overtakes_its_case_is_kept_and_the_case_is_opened_all_the_same() =>
        Given()
            .When(new CancelCase(Hidden("误报"), Night, Id<IncidentId>(1)))
            .Then(new CaseCancelled(Id<IncidentId>(1), Hidden("误报"), Night))
            .When(new ReceiveCase(Facts, Id<IncidentId>(1), Id<ReportId>(1), After(1)))
            .Then(
                new CaseReceived(Facts, Id<IncidentId>(1), Id<ReportId>(1), After(1)),
                new CaseCancelled(Id<IncidentId>(1), Hidden("误报"), After(1))
            )
            .Now<Case>(c => (c.Facts, c.Cancelled).ShouldBe((Facts, true)));
}
