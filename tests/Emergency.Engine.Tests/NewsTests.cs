using Emergency.Engine.Storage;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>The bell alone, where nobody looks again by the clock: who waits hears of each ring, whenever it comes.</summary>
public sealed class NewsTests
{
    // Each is handed from one thread to another: on a machine with much else to do that takes a turn of the scheduler.
    private static readonly int Rings = Sizes.Of("EMERGENCY_RINGS", 100_000);

    [Fact]
    public async Task No_ring_is_missed_however_close_it_comes_to_the_waiting()
    {
        var rings = Rings;
        var news = new News(TimeProvider.System);
        var heard = 0L;
        using var stop = new CancellationTokenSource();
        var waiting = Task.Run(async () =>
        {
            for (var n = 0L; n < rings; )
            {
                await news.Wait(n, Timeout.InfiniteTimeSpan, stop.Token);
                // Read once: the next one may ring at once when this one is said to be heard.
                n = news.Head;
                Volatile.Write(ref heard, n);
            }
        });
        // Each ring comes a little sooner or later after the last one was heard, never before.
        var ringing = Task.Run(() =>
        {
            var spin = new SpinWait();
            for (var n = 1L; n <= rings && !stop.IsCancellationRequested; n++)
            {
                for (spin.Reset(); Volatile.Read(ref heard) < n - 1 && !stop.IsCancellationRequested; )
                    spin.SpinOnce(sleep1Threshold: -1);
                Thread.SpinWait((int)(n % 64));
                news.Ring(n);
            }
        });
        try
        {
            // However slow the machine is: there is always a next one that is heard.
            for (var all = Task.WhenAll(waiting, ringing); !all.IsCompleted; )
            {
                var before = Volatile.Read(ref heard);
                await Until.True(() => all.IsCompleted || Volatile.Read(ref heard) > before, $"ring {before + 1} is heard");
            }
            await Task.WhenAll(waiting, ringing);
        }
        finally
        {
            await stop.CancelAsync();
        }
        heard.ShouldBe(rings);
    }
}
