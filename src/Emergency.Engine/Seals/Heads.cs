using System.Globalization;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Seals;

/// <summary>Keeps file <c>head</c> at the newest position, and says at the start what is missing below it.</summary>
internal sealed class Heads(IReading journal, string folder, ILogger log)
{
    /// <summary>Looks whether the database holds what was acknowledged. Missing positions stay on record, and their positions are never given to other events.</summary>
    public static async Task Check(IDatabase database, string folder, ILogger log, CancellationToken stop)
    {
        var found = await database.Journal.Head(stop);
        Log.Opened(log, database.Version, found);
        if (HeadFile.Read(folder) is not (var head and > 0) || head <= found)
        {
            Begin(folder, found, log);
            return;
        }
        Log.Behind(log, found, head, head - found);
        var name = Layout.LostName + (found + 1).ToString(CultureInfo.InvariantCulture);
        await database.Notes.WriteAbout(
            new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = head.ToString(CultureInfo.InvariantCulture) },
            stop
        );
        await database.Notes.SkipPositions(head, stop);
    }

    // From the first moment on there is a file: one that is missing later was taken away.
    private static void Begin(string folder, long found, ILogger log)
    {
        if (HeadFile.Exists(folder))
            return;
        try
        {
            HeadFile.Write(folder, found);
        }
        catch (IOException e)
        {
            Log.TriedAgain(log, "writing head", e);
        }
    }

    /// <summary>Writes the file where the journal has gone on; what fails is tried again by the next call.</summary>
    public async Task Write()
    {
#pragma warning disable CA1031 // A second later it is tried again.
        try
        {
            var head = await journal.Head(CancellationToken.None);
            if (head > HeadFile.Read(folder))
                HeadFile.Write(folder, head);
        }
        catch (Exception e)
        {
            Log.TriedAgain(log, "writing head", e);
        }
#pragma warning restore CA1031
    }
}
