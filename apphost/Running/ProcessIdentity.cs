using System.Globalization;
using System.Text.Json.Serialization;

namespace FocusSuite.AppHost.Running;

/// <summary>
/// Names one process for good: ids are used again, but never together with the same start time in the same boot.
/// This is what makes it safe to end, in a later run, what a killed run left behind.
/// </summary>
internal sealed record ProcessIdentity(int Id, long StartTicks, string BootId)
{
    private static readonly Lazy<string> CurrentBoot = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>Whether this very process still runs. A zombie does not.</summary>
    [JsonIgnore]
    public bool IsAlive => BootId == CurrentBoot.Value && ProcStat.Read(Id) is { State: not 'Z' } stat && stat.StartTicks == StartTicks;

    /// <summary>Reads the identity of a running process; null when it is gone.</summary>
    public static ProcessIdentity? Of(int id) => ProcStat.Read(id) is { } stat ? new ProcessIdentity(id, stat.StartTicks, CurrentBoot.Value) : null;

    public static ProcessIdentity Own() => Of(Environment.ProcessId) ?? throw new InvalidOperationException("/proc does not show this process.");

    /// <summary>The fields of /proc/PID/stat that matter here.</summary>
    internal readonly record struct ProcStat(int Id, char State, int Parent, int Session, long StartTicks, TimeSpan Processor, long ResidentBytes)
    {
        // USER_HZ, which is the same on every Linux that .NET runs on.
        private const int TicksASecond = 100;

        public static ProcStat? Read(int id)
        {
            string text;
            try
            {
                text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            }
            catch (IOException)
            {
                return null;
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }

            // The second field is the program's name in parentheses and may hold anything; what follows its last parenthesis is regular.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);

            // Its own time in user and kernel mode, and that of children that have ended.
            var processor = TimeSpan.FromSeconds((double)(Number(11) + Number(12) + Number(13) + Number(14)) / TicksASecond);
            return new ProcStat(id, fields[0][0], (int)Number(1), (int)Number(3), Number(19), processor, Number(21) * Environment.SystemPageSize);
        }

        /// <summary>Every living process of a session.</summary>
        public static IEnumerable<ProcStat> OfSession(int session) => All().Where(stat => stat.Session == session);

        /// <summary>Every living process of this machine.</summary>
        public static IEnumerable<ProcStat> All() =>
            from folder in Directory.EnumerateDirectories("/proc")
            let name = Path.GetFileName(folder)
            where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            let stat = Read(int.Parse(name, CultureInfo.InvariantCulture))
            where stat is { State: not 'Z' }
            select stat.Value;
    }
}
