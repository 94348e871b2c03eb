using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Orders.OrderLadder;

namespace Emergency.Domain.Tests.Orders;

public sealed class OrderStories
{
    private static Story Given(params OrderEvent[] events) => Story.Of(Noun.Order).Given(events);

    private static OrderDelivered Delivered(bool unlisted) => new(Community, unlisted, After(1), Night);

    [Theory]
    [InlineData(IssuerKind.Government)]
    [InlineData(IssuerKind.Command)]
    public void What_government_or_command_order_is_never_held_back_by_a_list(IssuerKind issuer) =>
        Given().When(Issue(issuer, Unlisted, quiet: true)).Then(Issued(issuer, Unlisted), Delivered(unlisted: true));

    [Fact]
    public void An_unlisted_matter_of_a_department_is_stopped_in_quiet_times_and_passes_marked_in_an_incident()
    {
        Given()
            .When(Issue(IssuerKind.Department, Unlisted, quiet: true))
            .Then(Issued(IssuerKind.Department, Unlisted), new OrderStopped(Community, Night))
            .When(new Remind(After(999)))
            .Nothing();
        Given()
            .When(Issue(IssuerKind.Department, Unlisted, quiet: false))
            .Then(Issued(IssuerKind.Department, Unlisted), Delivered(unlisted: true));
        Given()
            .When(Issue(IssuerKind.Department, Listed, quiet: true))
            .Then(Issued(IssuerKind.Department, Listed), Delivered(unlisted: false));
    }

    [Fact]
    public void What_was_never_issued_gets_no_document_number() =>
        Given().When(new NumberOrder("7号", StreetOfficer, Night)).Refused(Order.Unknown);

    [Fact]
    public void A_document_number_that_stands_already_is_nothing_new() =>
        Given(Held)
            .When(new NumberOrder("7号", StreetOfficer, After(1)))
            .Then(new OrderNumbered("7号", StreetOfficer, After(1)))
            .When(new NumberOrder("7号", StreetOfficer, After(2)))
            .Nothing()
            .When(new NumberOrder("8号", StreetOfficer, After(3)))
            .Then(new OrderNumbered("8号", StreetOfficer, After(3)));

    [Fact]
    public void One_order_may_pass_to_one_receiver_and_be_stopped_at_the_other() =>
        Given()
            .When(
                Issue(IssuerKind.Department, Unlisted) with
                {
                    Receivers = [new(Neighbours, false), new(Community, true), new(Neighbours, false)],
                }
            )
            .Then(
                Issued(IssuerKind.Department, Unlisted),
                new OrderStopped(Community, Night),
                new OrderDelivered(Neighbours, true, After(1), Night)
            );

    [Fact]
    public void What_was_stopped_is_delivered_when_the_street_approves_and_goes_back_with_the_cause_when_it_refuses()
    {
        Given(Held)
            .When(new ApproveOrder(Community, StreetOfficer, After(30)))
            .Then(new OrderApproved(Community, StreetOfficer, After(30)), new OrderDelivered(Community, false, After(31), After(30)))
            .When(new RefuseOrder(Community, Hidden("不接"), StreetOfficer, After(31)))
            .Refused(Order.NotStopped);
        Given(Held)
            .When(new RefuseOrder(Community, Hidden("不属社区"), StreetOfficer, After(30)))
            .Then(new OrderRefused(Community, Hidden("不属社区"), StreetOfficer, After(30)))
            .When(new SeeOrder(Community, Secretary, After(31)))
            .Refused(Order.Stopped)
            .When(new ApproveOrder(Community, StreetOfficer, After(32)))
            .Refused(Order.NotStopped);
    }

    [Fact]
    public void An_incident_that_opens_there_frees_what_was_stopped() =>
        Given(Held)
            .When(new FreeOrder(Community, Id<IncidentId>(1), After(5)))
            .Then(new OrderDelivered(Community, true, After(6), After(5), Id<IncidentId>(1)))
            .When(new ReviewOrder(Community, null, StreetOfficer, After(9)))
            .Then(new OrderReviewed(Community, null, StreetOfficer, After(9)));

    [Fact]
    public void The_light_is_red_when_sent_green_when_seen_and_grey_when_fed_back() =>
        Given(Sent)
            .Now<Order>(o => o.Receivers[Community].Stage.ShouldBe(OrderStage.Sent))
            .When(new SeeOrder(Community, Secretary, After(0.5)))
            .Then(new OrderSeen(Community, Secretary, After(0.5)))
            .When(new SeeOrder(Community, GridChief, After(1)))
            .Nothing()
            .When(new FeedBackOrder(Community, Hidden("已转移 3 户"), Secretary, After(5)))
            .Now<Order>(o => o.Receivers[Community].Stage.ShouldBe(OrderStage.FedBack))
            .When(new Remind(After(99)))
            .Nothing();

    [Fact]
    public void Unread_in_time_a_call_is_asked_for_once_and_who_drives_there_tells_them() =>
        Given(Sent)
            .When(new Remind(After(0.9)))
            .Nothing()
            .When(new Remind(After(1)))
            .Then(new OrderUnread(Community, CallRung.Duty, After(1)))
            .When(new Remind(After(99)))
            .Nothing()
            .When(new ReachReceiver(Community, StreetOfficer, After(40)))
            .Then(new ReceiverReached(Community, StreetOfficer, After(40)));

    [Fact]
    public void An_order_seen_in_time_is_not_called() => Given(Seen).When(new Remind(After(99))).Nothing();

    [Fact]
    public void What_was_stored_while_an_order_called_by_itself_goes_on_as_a_call_where_it_stood()
    {
        Given(DeskCalled)
            .When(new Remind(After(5)))
            .Nothing()
            .When(new Remind(After(6)))
            .Then(new OrderUnread(Community, CallRung.Deputy, After(6)));
        Given(DeputyCalled).When(new Remind(After(7))).Then(new OrderUnread(Community, CallRung.Drive, After(7)));
        Given(DeputyCalled)
            .When(new SeeOrder(Community, Secretary, After(3)))
            .Then(new OrderSeen(Community, Secretary, After(3)))
            .When(new Remind(After(99)))
            .Nothing();
    }

    [Fact]
    public void A_voice_that_answers_a_ring_of_that_time_counts() =>
        Given(DeputyCalled)
            .When(new HearReceiver(Community, 1, null, After(4)))
            .Then(new CallAnswered(Community, 1, null, After(4)))
            .When(new HearReceiver(Community, 1, null, After(5)))
            .Nothing()
            .When(new Remind(After(99)))
            .Nothing()
            .Now<Order>(o => (o.Receivers[Community].Stage, o.Receivers[Community].Told).ShouldBe((OrderStage.Sent, true)));

    [Fact]
    public void An_order_nobody_is_to_be_called_for_stays_red() =>
        Given().When(Issue() with { Facts = Facts() with { UnreadSeconds = 0 } }).When(new Remind(After(9_999))).Nothing();

    [Fact]
    public void No_order_of_government_or_command_is_ever_stopped() =>
        Any.Holds(
            length: 12,
            times: 300,
            acts =>
            {
                foreach (var act in acts)
                {
                    var issue = new Any(act).One<IssueOrder>();
                    if (
                        issue.Facts.Issuer == IssuerKind.Department
                        || Order.Decide(Order.None, issue) is not Decision.Happened { Events: var events }
                    )
                        continue;
                    events.OfType<OrderStopped>().ShouldBeEmpty();
                    events
                        .OfType<OrderDelivered>()
                        .Count()
                        .ShouldBe(issue.Receivers.Select(one => one.Division).Distinct(StringComparer.Ordinal).Count());
                }
            }
        );
}
