using Emergency.Testing;

namespace Emergency.Server.Tests.Nights;

/// <summary>
/// The product's own writer, feed, duties, views, reactions, clock and outbox through nights by seeds: EMERGENCY_NIGHTS of them from
/// EMERGENCY_NIGHT on. The seed decides the messages and the failures; the order of threads is left to the machine.
/// </summary>
[Long("hundreds of nights")]
public sealed class NightTests
{
    private static readonly int First = Sizes.Of("EMERGENCY_NIGHT", 1),
        Nights = Sizes.Of("EMERGENCY_NIGHTS", 2);

    [Fact]
    public async Task In_no_night_of_the_whole_product_is_anything_lost_doubled_forgotten_early_or_left_asleep()
    {
        var (rows, crashes, broken) = (0, 0, new List<string>());
        for (var seed = First; seed < First + Nights; seed++)
        {
            await using var night = new Night(seed);
            try
            {
                await night.Play();
            }
            catch (Exception e) when (e is Violation or TimeoutException)
            {
                broken.Add($"seed {seed}: {e.Message}");
                TestContext.Current.TestOutputHelper?.WriteLine(broken[^1]);
                continue;
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {night.Shared.Stored.Count} events");
            rows += night.Shared.Stored.Count;
            crashes += night.Crashes;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Nights} nights from seed {First}: {rows} events, {crashes} nodes killed in the middle"
        );
        string.Join('\n', broken).ShouldBe("");
        // Nights without events would have shown nothing.
        rows.ShouldBeGreaterThan(Nights * 60);
        if (Nights >= 3)
            crashes.ShouldBeGreaterThan(Nights / 2);
    }
}
