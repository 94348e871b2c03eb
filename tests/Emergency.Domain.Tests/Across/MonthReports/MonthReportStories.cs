using Emergency.Domain.MonthReports;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.MonthReports;

/// <summary>月报 of March, which ends 21 days after the night of the cast.</summary>
public sealed class MonthReportStories
{
    private static readonly DateOnly Month = new(2026, 3, 1);
    private static readonly ListOf<MonthFigure> Figures = [new("visits-made", 31), new("hazards-open", 2)];
    private static readonly DateTimeOffset Over = Shanghai.At(new DateOnly(2026, 4, 1), 0);

    internal static readonly SendMonthReport Send = new(Community, Month, Figures, Figures, null, Secretary, Over);
    internal static readonly MonthReportSent Sent = new(Community, Month, 1, Figures, false, null, Secretary, Over);
    internal static readonly ReceiveMonthReport Receive = new(1, StreetOfficer, Over.AddHours(2));
    internal static readonly MonthReportReceived Received = new(1, StreetOfficer, Over.AddHours(2));
    private static readonly ReturnMonthReport Return = new(1, Hidden("探访少算了两户"), StreetOfficer, Over.AddHours(1));
    private static readonly MonthReportReturned Returned = new(1, Hidden("探访少算了两户"), StreetOfficer, Over.AddHours(1));

    private static Story Given(params MonthReportEvent[] events) => Story.Of(Noun.MonthReport).Given(events);

    [Fact]
    public void A_month_that_is_over_is_reported_and_received() => Given().When(Send).Then(Sent).When(Receive).Then(Received);

    [Fact]
    public void Nobody_reports_a_month_before_its_last_minute_is_over() =>
        Given().When(Send with { At = Over.AddTicks(-1) }).Refused(MonthReport.NotOver);

    [Fact]
    public void What_comes_after_the_fifth_day_is_late_and_a_streets_after_the_tenth()
    {
        Given().When(Send with { At = Over.AddDays(5) }).Then<MonthReportSent>(e => e.Late.ShouldBeFalse());
        Given().When(Send with { At = Over.AddDays(5).AddTicks(1) }).Then<MonthReportSent>(e => e.Late.ShouldBeTrue());
        var street = Send with { Division = Community[..9], At = Over.AddDays(10) };
        Given().When(street).Then<MonthReportSent>(e => e.Late.ShouldBeFalse());
        Given().When(street with { At = Over.AddDays(10).AddTicks(1) }).Then<MonthReportSent>(e => e.Late.ShouldBeTrue());
    }

    [Fact]
    public void Figures_that_changed_since_they_were_seen_are_not_sent() =>
        Given().When(Send with { Figures = [new("visits-made", 32), new("hazards-open", 2)] }).Refused(MonthReport.Changed);

    [Fact]
    public void The_same_again_is_nothing_and_other_figures_are_a_version_of_their_own()
    {
        ListOf<MonthFigure> others = [new("visits-made", 33), new("hazards-open", 2)];
        Given(Sent)
            .When(Send)
            .Nothing()
            .When(Send with { Figures = others, Seen = others })
            .Then<MonthReportSent>(e => (e.Version, e.Figures).ShouldBe((2, others)))
            .Now<MonthReport>(one => one.Figures.ShouldBe(others));
    }

    [Fact]
    public void What_was_given_back_is_sent_again_even_with_the_same_figures() =>
        Given(Sent)
            .When(Return)
            .Then(Returned)
            .When(Send)
            .Then<MonthReportSent>(e => e.Version.ShouldBe(2))
            .When(Receive)
            .Refused(MonthReport.OtherVersion)
            .When(Receive with { Version = 2 })
            .Then<MonthReportReceived>(e => e.Version.ShouldBe(2));

    [Fact]
    public void Two_officers_who_receive_it_at_once_receive_it_once() => Given(Sent, Received).When(Receive).Nothing();

    [Fact]
    public void What_was_received_is_given_back_when_a_fault_is_found_later() =>
        Given(Sent, Received).When(Return).Then(Returned).When(Receive).Refused(MonthReport.NotSent);
}
