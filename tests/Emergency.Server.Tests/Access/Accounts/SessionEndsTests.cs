using Emergency.Domain.Accounts;
using Emergency.Server.Features.Accounts;
using Microsoft.AspNetCore.Http;

namespace Emergency.Server.Tests.Accounts;

public sealed class SessionEndsTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset After(double hours) => Began.AddHours(hours);

    /// <summary>A session signed in when the incident began, and used last some hours later.</summary>
    private static Session Used(SessionOn? on, double hours) => new("token", Began, After(hours + 12), After(hours), on);

    [Theory]
    [InlineData(SessionOn.Desk, 0, 12)]
    [InlineData(SessionOn.Desk, 11, 23)]
    [InlineData(SessionOn.Desk, 23.5, 24)]
    [InlineData(SessionOn.Phone, 23.5, 35.5)]
    [InlineData(SessionOn.Phone, 715, 720)]
    [InlineData(null, 715, 720)]
    public void It_ends_after_twelve_hours_without_use_and_on_its_last_day_however_much_it_is_used(
        SessionOn? on,
        double used,
        double ends
    ) => SessionEnds.Alone(Used(on, used)).ShouldBe(After(ends));

    [Fact]
    public void An_incident_that_began_before_its_end_carries_it_to_the_end_of_the_scene_and_on_to_the_next_one_that_ran_by_then()
    {
        var session = Used(SessionOn.Desk, 23);
        SessionEnds.End(session, []).ShouldBe(After(24));
        SessionEnds.End(session, [(After(20), After(22))]).ShouldBe(After(24));
        SessionEnds.End(session, [(After(23), After(30))]).ShouldBe(After(30));
        SessionEnds.End(session, [(After(29), After(40)), (After(23), After(30))]).ShouldBe(After(40));
        // The session had ended before the second incident began: nothing brings it back.
        SessionEnds.End(session, [(After(23), After(30)), (After(31), null)]).ShouldBe(After(30));
        SessionEnds.End(session, [(After(24), null)]).ShouldBe(After(24));
    }

    [Fact]
    public void An_incident_that_nobody_ends_carries_it_a_month_and_not_for_ever() =>
        SessionEnds.End(Used(SessionOn.Desk, 10), [(After(1), null)]).ShouldBe(After(22).AddDays(30));

    [Theory]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 14; M2102) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
        SessionOn.Phone,
        "Chrome · Android"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        SessionOn.Phone,
        "Safari · iPhone"
    )]
    [InlineData(
        "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Safari/537.36 ArkWeb/4.1",
        SessionOn.Phone,
        "ArkWeb · HarmonyOS"
    )]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0",
        SessionOn.Desk,
        "Edge · Windows"
    )]
    [InlineData("", SessionOn.Desk, null)]
    public void A_device_is_known_again_by_what_its_browser_says(string agent, SessionOn on, string? name)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = agent;
        Devices.Of(context.Request).ShouldBe((on, name));
    }
}
