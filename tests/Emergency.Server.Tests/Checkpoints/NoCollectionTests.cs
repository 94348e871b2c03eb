using System.Runtime;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>While much long-lived data is loaded, the collector waits; where it cannot, that is no fault.</summary>
[Collection(nameof(NoCollectionTests))]
[CollectionDefinition(nameof(NoCollectionTests), DisableParallelization = true)]
public sealed class NoCollectionTests
{
    private const long Long = 8_000_000;

    [Fact]
    public void It_collects_again_when_all_is_read()
    {
        using (NoCollection.While(Long))
            GCSettings.LatencyMode.ShouldBe(GCLatencyMode.NoGCRegion);
        GCSettings.LatencyMode.ShouldNotBe(GCLatencyMode.NoGCRegion);
    }

    [Fact]
    public void Little_is_read_as_ever()
    {
        using var _ = NoCollection.While(1_000_000);
        GCSettings.LatencyMode.ShouldNotBe(GCLatencyMode.NoGCRegion);
    }

    [Fact]
    public void Two_that_ask_at_a_time_do_not_disturb_each_other()
    {
        using (NoCollection.While(Long))
        {
            using (NoCollection.While(Long)) { }
            GCSettings.LatencyMode.ShouldBe(GCLatencyMode.NoGCRegion);
        }
        GCSettings.LatencyMode.ShouldNotBe(GCLatencyMode.NoGCRegion);
    }

    [Fact]
    public void Who_collects_on_the_way_ends_it_and_nothing_fails()
    {
        using (NoCollection.While(Long))
            GC.Collect();
        GCSettings.LatencyMode.ShouldNotBe(GCLatencyMode.NoGCRegion);
    }

    [Fact]
    public void More_than_there_is_is_not_asked_for()
    {
        using (NoCollection.While(long.MaxValue / 16)) { }
        GCSettings.LatencyMode.ShouldNotBe(GCLatencyMode.NoGCRegion);
    }
}
