using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Emergency.Drills.Playing;

/// <summary>One account playing over public HTTP: signs in once, sends every write under a key of its own.</summary>
public sealed class Player(HttpClient http, string account) : IDisposable
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
        using var answer = await http.PostAsJsonAsync(new Uri("/api/session", UriKind.Relative), new { account, password }, stop);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(stop);
        Token = Paths.Text(body?["token"]) ?? throw new InvalidOperationException($"{account} could not sign in: {body?.ToJsonString()}");
        Key = Paths.Text(body?["account"]) ?? "";
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public async Task<Answer> Send(HttpMethod method, string path, JsonNode? body, CancellationToken stop)
    {
        using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await Send(method, path, content, stop);
    }

    public async Task<Answer> Upload(string path, string file, string text, CancellationToken stop)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        form.Add(part, "file", file);
        return await Send(HttpMethod.Post, path, form, stop);
    }

    private async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var answer = await http.SendAsync(request, stop);
        return await Read(answer, stop);
    }

    /// <summary>A hotline's message, signed after Standard Webhooks.</summary>
    public static async Task<Answer> Hotline(HttpClient http, string line, string secret, string id, string type, JsonNode data, DateTimeOffset now, CancellationToken stop)
    {
        var body = new JsonObject { ["id"] = id, ["type"] = type, ["source"] = line, ["time"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ["data"] = data.DeepClone() }.ToJsonString();
        var stamp = now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/hotlines/{line}/messages", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", $"v1,{signature}");
        using var answer = await http.SendAsync(request, stop);
        return await Read(answer, stop);
    }

    private static async Task<Answer> Read(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        var json = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        return new Answer((int)answer.StatusCode, json ? JsonNode.Parse(text) : null, answer.Headers.TryGetValues("X-Position", out var position) ? position.First() : null);
    }

    public void Dispose() => http.Dispose();
}
