const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Insults and hate that no brand wants on its products, folded (no accents), compared as whole words: what the English data set
 * leaves out, French, German, Spanish, Italian and Arabic. Words with an innocent meaning stay out.
 */
export const DENIED: ReadonlySet<string> = new Set([
  ...words(`encule encules enculer enculee salope salopes salopard connard connards connasse connasses pute putes putain batard batards
    bougnoule bougnoules youpin youpins negro negros bamboula pede pedes tapette tarlouze gouine nazi nazis hitler heil nique niquer ntm fdp
    bicot bicots kike kikes wetback paki pakis`),
  ...words(`arschloch arschlocher fotze fotzen hurensohn hurensohne wichser schlampe schlampen hure huren nutte nutten missgeburt
    schwuchtel schwuchteln kanake kanaken neger nigger scheisse scheiss ficken fick fickt gefickt ficker siegheil judensau untermensch`),
  ...words(`puta putas puto putos cabron cabrones gilipollas hijoputa hijodeputa maricon maricones mierda pendejo pendejos chingada
    chingar culero sudaca sudacas negrata negratas jodete`),
  ...words(`cazzo stronzo stronza stronzi puttana puttane vaffanculo coglione coglioni figliodiputtana frocio froci ricchione ricchioni
    mignotta minchia merda zoccola troietta fanculo`),
  ...words('شرموطه شرموط شراميط عاهره عاهرات قحبه قحاب كسمك كس منيوك منيك عرص معرص طيز زب متناك'),
]);

/** Several words that are denied together only. */
export const DENIED_PHRASES: readonly string[] = ['sieg heil', 'hijo de puta', 'figlio di puttana', 'fils de pute', 'كس امك', 'ابن الكلب'];
