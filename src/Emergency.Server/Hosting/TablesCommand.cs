using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>tables</c>: makes the tables of this version that the database of an earlier one lacks, and ends. On PostgreSQL only their owner may,
/// and the server runs as another role.
/// </summary>
internal static class TablesCommand
{
    public static async Task<int> Run(Settings settings, ILoggerFactory logs, TextWriter output)
    {
        var (existing, _) = await Installation.Look(settings);
        if (existing is null)
            throw new CannotStart("There is no installation here: init makes one.");
        await (await Opened.Open(settings, TimeProvider.System, logs)).DisposeAsync();
        await output.WriteLineAsync(
            settings.Engine.Postgres
                ? "all tables of this version are there: run postgres-roles.sql, then start the server as its own role"
                : "all tables of this version are there"
        );
        return 0;
    }
}
