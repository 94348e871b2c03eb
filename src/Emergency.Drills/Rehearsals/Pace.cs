using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Playing;
using Spectre.Console;

namespace Emergency.Drills.Rehearsals;

/// <summary>
/// Leads a drill without people to its end: slowly while the crew has its hands full, and from one due time to the next while nothing is in
/// flight.
/// </summary>
public sealed class Pace(Playing.Player controller, string drill, Nodes nodes, CrewProcess crew, TimeProvider clock)
{
    /// <summary>Speed of the clock while somebody acts, and while all wait and it cannot leap.</summary>
    public const int Playing = 4,
        Waiting = 60;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40),
        Quiet = TimeSpan.FromMilliseconds(150),
        AtMost = TimeSpan.FromMinutes(6);
    private int _factor = Playing;
    private bool _leaps = true;

    /// <summary>Number of leaps of the clock.</summary>
    public int Leaps { get; private set; }

    /// <summary>Runs until the drill is over; true where a kill fell.</summary>
    /// <param name="kill">True for a kill -9 to a server once, when half of the injects have come and the crew is at work on the
    /// newest.</param>
    public async Task<bool> Run(bool kill, CancellationToken stop)
    {
        var (began, position, since, killed) = (clock.GetTimestamp(), 0L, clock.GetTimestamp(), false);
        while (true)
        {
            var answer = await controller.Send(HttpMethod.Get, $"/api/drills/{drill}/report", null, stop);
            if (answer.Body is not { } report || !answer.Fine)
                throw new InvalidOperationException(
                    $"no report: {answer.Status.ToString(CultureInfo.InvariantCulture)} {answer.Body?.ToJsonString()}"
                );
            if (report["ended"]!.GetValue<bool>())
                return killed;
            if (clock.GetElapsedTime(began) > AtMost)
                throw new TimeoutException(
                    $"the drill is not over after {AtMost.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes"
                );
            if (crew.Ended)
                throw new InvalidOperationException($"the crew ended before the drill:\n{crew.Errors}");
            if (report["position"]!.GetValue<long>() is var newest && newest != position)
                (position, since) = (newest, clock.GetTimestamp());
            if (kill && !killed && Half(report))
            {
                var met = nodes.Kill();
                killed = true;
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill -9 {met.Pid}"));
            }
            var (idle, next) = crew.Since(position);
            if (idle && clock.GetElapsedTime(since) >= Quiet && !nodes.AnyDown)
            {
                if (_leaps)
                    await Leap(next, stop);
                else
                    await Speed(Waiting, stop);
                since = clock.GetTimestamp();
            }
            else if (!idle)
                await Speed(Playing, stop);
            await Task.Delay(Look, clock, stop);
        }
    }

    private static bool Half(JsonNode report)
    {
        var injects = report["injects"]!.AsArray();
        return 2 * injects.Count(one => one!["at"] is not null) >= injects.Count;
    }

    private async Task Leap(DateTimeOffset? next, CancellationToken stop)
    {
        var body = next is { } at ? new JsonObject { ["notPast"] = at.ToString("O", CultureInfo.InvariantCulture) } : [];
        var answer = await controller.Send(HttpMethod.Post, $"/api/drills/{drill}/jump", body, stop);
        if (answer.Fine)
            Leaps++;
        if (answer.Status is 404 or 405)
            _leaps = false;
    }

    private async Task Speed(int factor, CancellationToken stop)
    {
        if (_leaps || factor == _factor)
            return;
        _factor = factor;
        await controller.Send(HttpMethod.Post, $"/api/drills/{drill}/speed", new JsonObject { ["factor"] = factor }, stop);
    }
}
