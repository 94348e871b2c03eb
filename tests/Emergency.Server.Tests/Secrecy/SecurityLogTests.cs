using Emergency.Domain;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Secrecy;

public sealed class SecurityLogTests(ServerFixture fixture)
{
    [Fact]
    public void A_flood_is_two_lines_a_minute_and_not_one_each()
    {
        var time = new FakeTime();
        var told = new Told();
        var log = new SecurityLog(time, told);
        for (var n = 0; n < 5_000; n++)
            log.Note("session.wrong-password", "POST /api/session", "10.0.0.0/24");
        log.Note("scope.not-yours", "GET /api/accounts", "a1");
        told.Lines.Count.ShouldBe(2);
        time.Advance(TimeSpan.FromMinutes(1));
        log.Note("session.wrong-password", "POST /api/session", "10.0.0.0/24");
        told.Lines.ShouldBe([
            "refused session.wrong-password on POST /api/session by 10.0.0.0/24",
            "refused scope.not-yours on GET /api/accounts by a1",
            "refused session.wrong-password on POST /api/session by 10.0.0.0/24 4999 more times within a minute",
            "refused session.wrong-password on POST /api/session by 10.0.0.0/24",
        ]);
    }

    [Fact]
    public async Task A_wrong_password_and_a_refused_access_leave_a_line_without_name_or_number()
    {
        using var stranger = fixture.Stranger();
        await stranger.Post("/api/session", new { account = "someone-13900000000", password = "wrong" });
        await stranger.Get("/api/accounts");
        await Until.True(
            () =>
                fixture.Server.Lines.Any(line =>
                    line.Contains("refused session.wrong-password on POST /api/session", StringComparison.Ordinal)
                ),
            "the sign-in is in the log"
        );
        await Until.True(
            () => fixture.Server.Lines.Any(line => line.Contains("refused session.missing on GET /api/accounts", StringComparison.Ordinal)),
            "the access is in the log"
        );
        fixture.Server.Lines.ShouldNotContain(line => line.Contains("13900000000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_lies_outside_ones_county_leaves_a_line_too_on_the_live_line_as_well()
    {
        var auditor = await fixture.As(Role.Auditor);
        await using var ear = await Ear.Open(fixture.Server.Address, auditor.Token!);
        // The log gives only a number beyond a thousand kinds in a minute, as the tests of rights make them: asked again in the next one.
        await Until.TrueAsync(
            async () =>
            {
                (await auditor.Get("/api/divisions/110101")).Is(404).Code.ShouldBe("not-found");
                (await auditor.Get("/api/nothing-is-here")).Is(404);
                (await ear.Refused("incident", Guid.CreateVersion7().ToString())).ShouldStartWith("not-found");
                (await ear.Refused("made\nup", "411502")).ShouldNotBeEmpty();
                return Written("GET /api/divisions/{code}") && Written("live incident");
            },
            "both are written down",
            TimeSpan.FromMinutes(2)
        );
        fixture.Server.Lines.ShouldNotContain(line => line.Contains("refused not-found on GET no route", StringComparison.Ordinal));

        bool Written(string what) =>
            fixture.Server.Lines.Any(line => line.Contains($"refused not-found on {what} by {auditor.Account}", StringComparison.Ordinal));
    }

    private sealed class Told : ILogger<SecurityLog>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));
    }
}
