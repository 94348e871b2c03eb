using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>
/// An account that plays over public HTTP: signs in once, sends every write under a key of its own, and the same key again where no answer
/// came.
/// </summary>
public sealed class Player(Sender sender, string account)
{
    public string Account => account;
    public string Token { get; private set; } = "";

    /// <summary>The account's key, as in the hub's group me/….</summary>
    public string Key { get; private set; } = "";

    /// <summary>An answer as it came.</summary>
    public sealed record Answer(int Status, JsonNode? Body, string? Position)
    {
        public string Code => Paths.Text(Body?["code"]) ?? "";
        public bool Fine => Status is >= 200 and < 300;
    }

    public async Task SignIn(string password, CancellationToken stop)
    {
        var answer = await sender.Send(
            () => new HttpRequestMessage(HttpMethod.Post, "/api/session") { Content = JsonContent.Create(new { account, password }) },
            stop
        );
        Token =
            Paths.Text(answer.Body?["token"])
            ?? throw new InvalidOperationException($"{account} could not sign in: {answer.Body?.ToJsonString()}");
        Key = Paths.Text(answer.Body?["account"]) ?? "";
    }

    public Task<Answer> Send(HttpMethod method, string path, JsonNode? body, CancellationToken stop)
    {
        var text = body?.ToJsonString();
        return Send(method, path, () => text is null ? null : new StringContent(text, Encoding.UTF8, "application/json"), stop);
    }

    /// <summary>Publishes a scenario file, byte for byte.</summary>
    public Task<Answer> Publish(string path, string yaml, CancellationToken stop) =>
        Send(HttpMethod.Post, path, () => new StringContent(yaml, Encoding.UTF8, "application/yaml"), stop);

    public Task<Answer> Upload(string path, string file, string text, CancellationToken stop)
    {
        // A second sending must have the same bytes, and the boundary is among them.
        var boundary = Guid.CreateVersion7().ToString();
        return Send(
            HttpMethod.Post,
            path,
            () => new MultipartFormDataContent(boundary) { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", file } },
            stop
        );
    }

    /// <summary>The lines of a long answer, as they come.</summary>
    public async IAsyncEnumerable<string> Lines(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        using var answer = await sender.Open(() => Request(HttpMethod.Get, path, static () => null, null), stop);
        using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(stop));
        while (await lines.ReadLineAsync(stop) is { } line)
            yield return line;
    }

    private Task<Answer> Send(HttpMethod method, string path, Func<HttpContent?> content, CancellationToken stop)
    {
        if (method == HttpMethod.Get)
            return sender.Send(() => Request(method, path, content, null), stop);
        var key = Guid.CreateVersion7().ToString();
        return sender.Write(account, $"{method} {path}", () => Request(method, path, content, key), stop);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Func<HttpContent?> content, string? key)
    {
        var request = new HttpRequestMessage(method, path) { Content = content() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
