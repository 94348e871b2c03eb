using Emergency.Engine;
using Emergency.Server.Across.Imports;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting.DemoData;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Hosting.Pipeline;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Emergency.Server.Hosting;

/// <summary>Runs the server from the first socket to the last seal.</summary>
internal static class Serving
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10),
        Look = TimeSpan.FromMilliseconds(200);
    public const int CannotStartCode = 3,
        BrokenCode = 4;

    /// <summary>
    /// Serves until told to stop (0), until the engine can store nothing more or the journal holds events that this version cannot read
    /// (4), or not at all (3).
    /// </summary>
    public static async Task<int> Serve(this WebApplication app, Opened opened)
    {
        var folding = app.Services.GetRequiredService<Folding>();
        _ = folding.ReadAhead(app.Lifetime.ApplicationStopping);
        app.CheckRoutes();
        try
        {
            await app.StartAsync();
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw Ports.InUse(app.Services.GetRequiredService<Settings>().Urls);
        }
        // The journal holds unreadable events: the views gave up before the first socket was open.
        catch (OperationCanceledException) when (folding.ExecuteTask is { IsFaulted: true } failed)
        {
            return Broken(failed.Exception!);
        }
        var stopping = app.WaitForShutdownAsync();
        var ready = Ready(app, opened, folding);
        if (await Task.WhenAny(ready, stopping, opened.Engine.Broken) == ready && ready.IsCompletedSuccessfully)
            await Task.WhenAny(stopping, opened.Engine.Broken);
        app.Lifetime.StopApplication();
        await stopping;
        if (opened.Engine.Broken.IsCompleted)
        {
            var (code, data) = (await opened.Engine.Broken, app.Services.GetRequiredService<Settings>().Data);
            Console.Error.WriteLine(
                $"服务已停止：磁盘存不进去了（{opened.Engine.Trouble}）。已确认的都在。请检查磁盘和数据文件夹 {data}，再启动；verify 命令说明日志是否完整。 "
                    + $"The server has ended, since nothing can be stored any more: {opened.Engine.Trouble}. What was acknowledged is stored. "
                    + $"Look at the disk and at the folder {data}, then start again; the command verify says what of the journal is whole."
            );
            return code;
        }
        return (ready.Exception ?? folding.ExecuteTask?.Exception) is { } why ? Broken(why) : 0;
    }

    private static int Broken(AggregateException why)
    {
        Console.Error.WriteLine(
            $"The server cannot go on: {why.GetBaseException().Message}. The command verify says what of the journal is whole."
        );
        return BrokenCode;
    }

    /// <summary>Prints "ready" when the views know all that the journal holds and this node accepts commands.</summary>
    private static async Task Ready(WebApplication app, Opened opened, Folding folding)
    {
        var stop = app.Lifetime.ApplicationStopping;
        await folding.At(await opened.Engine.Feed.Head(stop), Timeout.InfiniteTimeSpan, stop);
        while ((await opened.Engine.Unwell(stop)).Any(part => part.Hinders))
            await Task.Delay(Look, TimeProvider.System, stop);
        // Half-finished work of a killed server is undone before anybody sees it; on a full disk that is impossible.
        var undone = app.Services.GetRequiredService<Unfinished>().First;
        while (await Task.WhenAny(undone, Task.Delay(Patience, TimeProvider.System, stop)) != undone && opened.Engine.Trouble is null)
            stop.ThrowIfCancellationRequested();
        if (opened.Installation.Demo)
        {
            try
            {
                await LoadingBar.Show(ActivatorUtilities.CreateInstance<Registers>(app.Services), stop);
                await ActivatorUtilities.CreateInstance<DemoAccounts>(app.Services).Make(stop);
            }
            // An existing demo is served even on a full disk, and where a view is broken; it is extended at a later start.
            catch (Exception why)
                when (why is ViewBroken || (why is CannotStart or NotKept && opened.Engine.Trouble is not null && !opened.New))
            {
                await Console.Error.WriteLineAsync(why.Message);
            }
        }
        else if (opened.HalfMade)
            Console.WriteLine("init did not come to its end: stop this server and run it again");
        else if (folding.Now.TryOf<AccountsKnown>(Entities.Live)?.Accounts.IsEmpty == true)
            Console.WriteLine("nobody can sign in yet: stop this server and run init, which makes the first accounts");
        foreach (var line in Demo.Lines(opened.Installation))
            Console.WriteLine(line);
        foreach (var url in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)
            Console.WriteLine($"ready on {url}");
    }
}
