using Emergency.Domain.Resources;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Resources;

public sealed class ResourceStories
{
    private static readonly ResourceId Generator = Id<ResourceId>(1);
    internal static readonly ResourceFacts Facts = new(
        ResourceKind.Generator,
        "发电机 3 kW",
        "例园物业",
        "0376-6200000",
        Hidden("时拟人"),
        "地下车库",
        null,
        "协 2026-3",
        Today,
        Today.AddDays(365)
    );

    [Fact]
    public void It_is_kept_changed_on_what_was_seen_and_ended() =>
        Story
            .Of(Noun.Resources)
            .When(new KeepResource(Generator, Facts, 0, Secretary, Night))
            .Then(new ResourceKept(Generator, Facts, 1, Secretary, Night))
            .When(new KeepResource(Generator, Facts, 0, Secretary, After(1)))
            .Nothing()
            .When(new KeepResource(Generator, Facts with { Place = "门卫室" }, 1, Secretary, After(2)))
            .Then<ResourceKept>(e => e.Version.ShouldBe(2))
            .When(new KeepResource(Generator, Facts with { Place = "库房" }, 1, StreetOfficer, After(3)))
            .Refused(ResourceList.ChangedMeanwhile)
            .When(new KeepResource(Generator, Facts with { Until = Today.AddDays(-1) }, 2, Secretary, After(4)))
            .Refused(ResourceList.BadTerm)
            .When(new EndResource(Generator, Secretary, After(5)))
            .Then(new ResourceEnded(Generator, Secretary, After(5)))
            .When(new EndResource(Generator, Secretary, After(6)))
            .Refused(ResourceList.Unknown);
}
