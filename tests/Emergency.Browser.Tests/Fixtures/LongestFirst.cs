using Emergency.Browser.Tests.Gallery;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Emergency.Browser.Tests.Fixtures.LongestFirst))]

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>The collections that last longest begin first: a long one that begins last would run alone on half the machine.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(PagesCollection),
        nameof(StreetCollection),
        nameof(RegisterCollection),
        nameof(FieldCollection),
        nameof(DemoCollection),
        nameof(LoginCollection),
        nameof(DrillCollection),
        nameof(KilledCollection),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(one => Array.IndexOf(Long, one.TestCollectionDisplayName) is >= 0 and var at ? at : Long.Length)];
}
