using System.Text;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Engine.Hosting;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>The control of the search that finds nothing: the same journal, written without sealing.</summary>
public class UnsealedJournalTests
{
    private const string Name = "金丝试雀",
        Number = "41150219490728997X";

    [Fact]
    public async Task A_journal_written_without_sealing_is_found_out()
    {
        var search = new Canaries(Name, Number);
        using var folder = new TempFolder();
        await using (
            var engine = await new AkkaEngineModule().Start(
                new EngineSettings(folder.Path) { Ballast = 0 },
                EntityKinds.All,
                new Forms(),
                TimeProvider.System
            )
        )
        {
            var open = new RecordPersons(
                [
                    new(
                        new(District.Person("R900001")),
                        null,
                        "G1",
                        new($"{{\"name\":\"{Name}\"}}"),
                        new(Convert.ToBase64String(Encoding.UTF8.GetBytes($" {Number} ")))
                    ),
                ],
                null,
                TimeProvider.System.GetUtcNow()
            );
            var reply = await engine.Entities.Send(
                Entities.Residents(Entities.Live, "411502001001"),
                open,
                new(Guid.CreateVersion7(), "", "test", "", "", null, TimeProvider.System.GetUtcNow(), null)
            );
            reply.ShouldBeOfType<Reply.Accepted>();
            search
                .InFolder(folder.Path)
                .ShouldContain(found => found.Contains($"{Name} as UTF-8", StringComparison.Ordinal), "while the server runs");
        }
        var found = search.InFolder(folder.Path);
        found.ShouldContain(one => one.Contains(Name, StringComparison.Ordinal));
        found.ShouldContain(one => one.Contains($"{Number} as base64", StringComparison.Ordinal));
    }
}
