using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Surfaces;

/// <summary>First requests of pages without a story of their own: a user who works there gets an answer, and nobody else.</summary>
public sealed class PlainReadingsTests(Borough borough)
{
    [Theory]
    [InlineData($"/api/communities/{Borough.Community}/team/week")]
    [InlineData($"/api/divisions/{Borough.Community}/hazard-points")]
    [InlineData($"/api/divisions/{Borough.Community}/patrols")]
    [InlineData($"/api/stores/{Borough.Community}/resources")]
    [InlineData("/api/entrustments/table")]
    [InlineData("/api/visits/table")]
    [InlineData("/api/plan-library")]
    public async Task A_secretary_reads_what_belongs_to_the_community(string path)
    {
        (await borough.Stranger.Get(path)).Is(401).Code.ShouldBe("session.missing");
        (await (await borough.Secretary()).Get(path)).Is(200);
    }

    [Theory]
    [InlineData($"/api/streets/{Borough.Street}/parties")]
    [InlineData($"/api/lists/{Borough.County}")]
    [InlineData("/api/retention")]
    public async Task A_street_reads_what_belongs_to_its_communities(string path)
    {
        (await borough.Stranger.Get(path)).Is(401).Code.ShouldBe("session.missing");
        (await (await borough.StreetOfficer()).Get(path)).Is(200);
    }
}
