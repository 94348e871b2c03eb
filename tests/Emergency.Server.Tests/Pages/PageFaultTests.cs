using Emergency.Domain;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Pages;

/// <summary>Reports of pages about their own errors.</summary>
public sealed class PageFaultTests(Borough borough)
{
    private static readonly FaultTold Plain = new("command", "Timeline", "TypeError", "/assets/desk-1a2b.js");

    [Fact]
    public async Task A_fault_is_counted_where_the_server_says_how_it_is_and_only_for_who_is_signed_in()
    {
        var duty = await borough.Duty();
        var before = await Counted();
        (await duty.Post("/api/faults", Plain)).Is(200);
        (await Counted()).ShouldBeGreaterThan(before);
        (await borough.Stranger.Post("/api/faults", Plain)).Is(401);

        async Task<long> Counted() => (await duty.Get("/health/ready"))["pageFaults"].GetInt64();
    }

    [Theory]
    [InlineData("page", "张三的家", "Timeline", "TypeError", "a.js")]
    [InlineData("page", "acommandthatistoolong", "Timeline", "TypeError", "a.js")]
    [InlineData("component", "command", "who is it", "TypeError", "a.js")]
    [InlineData("kind", "command", "Timeline", "TypeError: 13900000009 is not defined", "a.js")]
    [InlineData("version", "command", "Timeline", "TypeError", "a.js?name=x")]
    public async Task Nothing_in_which_a_text_of_a_person_fits_is_taken(
        string field,
        string page,
        string component,
        string kind,
        string version
    )
    {
        var refused = (await (await borough.Duty()).Post("/api/faults", new FaultTold(page, component, kind, version))).Is(400);
        refused.Text.ShouldContain($"$.{field}");
        refused.Text.ShouldNotContain("13900000009");
    }

    [Fact]
    public void One_account_is_heard_twenty_times_in_ten_minutes_the_same_fault_is_written_once_and_nobody_is_named()
    {
        var (time, told) = (new FakeTime(), new Told());
        var faults = new PageFaults(time, told);
        var (one, other) = (new AccountId("account-of-one"), new AccountId("account-of-another"));
        for (var i = 0; i < 2 * PageFaults.MostOfOne; i++)
            faults.Note(one, Plain);
        faults.Count.ShouldBe(PageFaults.MostOfOne);
        faults.Note(other, Plain with { Kind = "RangeError" });
        faults.Count.ShouldBe(PageFaults.MostOfOne + 1);
        told.Lines.ShouldBe([
            "a page broke: command, Timeline, TypeError, version /assets/desk-1a2b.js",
            "a page broke: command, Timeline, RangeError, version /assets/desk-1a2b.js",
        ]);
        time.Advance(TimeSpan.FromMinutes(10));
        faults.Note(one, Plain);
        (faults.Count, told.Lines.Count).ShouldBe((PageFaults.MostOfOne + 2, 3));
    }

    private sealed class Told : ILogger<PageFaults>
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
